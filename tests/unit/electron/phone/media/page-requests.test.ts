import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { PageRequests } from '../../../../../electron/phone/media/page-requests.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const sent: number[] = []
  const requests = new PageRequests((id) => sent.push(id))
  return { requests, sent, ask: () => requests.send({ op: 'leg.open', leg: 1, mode: 'gateway' }) }
}

it('each request gets its own reply, in whatever order they come', async () => {
  const { requests, sent, ask } = setUp()
  const [first, second] = [ask(), ask()]
  requests.answered(sent[1] ?? 0, { ok: true, sdp: 'second' })
  requests.answered(sent[0] ?? 0, { ok: true, sdp: 'first' })
  expect([await first, await second]).toEqual([
    { ok: true, sdp: 'first' },
    { ok: true, sdp: 'second' },
  ])
})

it('a request without a reply fails after 10 s, and a late reply is ignored', async () => {
  const { requests, sent, ask } = setUp()
  const request = ask()
  await vi.advanceTimersByTimeAsync(10_000)
  requests.answered(sent[0] ?? 0, { ok: true, sdp: null })
  expect(await request).toMatchObject({ ok: false, reason: 'failed' })
})

it('closing fails the requests that wait, and may be repeated', async () => {
  const { requests, ask } = setUp()
  const request = ask()
  requests.close()
  requests.close()
  expect(await request).toMatchObject({ ok: false, reason: 'failed' })
})
