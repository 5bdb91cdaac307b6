import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { PageRequests } from '../../../../../electron/phone/media/page-requests.ts'
import type { MediaReply } from '../../../../../shared/domain/media.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const sent: number[] = []
  const cancelled: number[] = []
  const requests = new PageRequests(({ kind, id }) => (kind === 'call' ? sent : cancelled).push(id))
  const answer = (id = 0, reply: MediaReply) => requests.receive({ kind: 'reply', id, outcome: { ok: true, value: reply } })
  return { requests, sent, cancelled, answer, ask: () => requests.send({ op: 'leg.open', leg: 1, mode: 'gateway' }) }
}

it('each request gets its own reply, in whatever order they come', async () => {
  const { sent, answer, ask } = setUp()
  const [first, second] = [ask(), ask()]
  answer(sent[1], { ok: true, sdp: 'second' })
  answer(sent[0], { ok: true, sdp: 'first' })
  expect([await first, await second]).toEqual([
    { ok: true, sdp: 'first' },
    { ok: true, sdp: 'second' },
  ])
})

it('a request without a reply fails after 10 s, the page is notified, and a late reply is ignored', async () => {
  const { sent, cancelled, answer, ask } = setUp()
  const request = ask()
  await vi.advanceTimersByTimeAsync(9999)
  expect(cancelled).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(cancelled).toEqual(sent)
  answer(sent[0], { ok: true, sdp: null })
  expect(await request).toMatchObject({ ok: false, reason: 'failed' })
})

it('closing fails the requests that wait, and may be repeated', async () => {
  const { requests, ask } = setUp()
  const request = ask()
  requests.close()
  requests.close()
  expect(await request).toMatchObject({ ok: false, reason: 'failed' })
})

it('what the page answers is read like hostile input: a malformed reply is a failure', async () => {
  const { requests, ask } = setUp()
  const request = ask()
  requests.receive({ kind: 'reply', id: 1, outcome: { ok: true, value: { ok: true, sdp: 'x'.repeat(100_000) } } })
  expect(await request).toMatchObject({ ok: false, reason: 'failed' })
})

it('requests beyond a number fail at once: a page that hangs costs no more memory', async () => {
  const { sent, ask } = setUp()
  const all = Array.from({ length: 501 }, ask)
  expect(await all[500]).toMatchObject({ ok: false, reason: 'failed' })
  expect(sent).toHaveLength(500)
})
