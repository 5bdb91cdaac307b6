import { expect, it, vi } from 'vitest'
import { answerMediaRequests } from '../../../../../renderer/src/audio/media-requests.ts'
import type { IpcClient } from '../../../../../shared/contract/ipc.ts'
import type { MediaToPage } from '../../../../../shared/contract/media.ts'
import type { MediaReply, MediaRequest } from '../../../../../shared/domain/media.ts'

/** The page's end, with an agent whose replies a test gives. */
function setUp() {
  const handled: { readonly request: MediaRequest; readonly reply: (reply: MediaReply) => void }[] = []
  const sent: unknown[] = []
  const listeners = { toPage: (_message: MediaToPage) => {}, reset: (_none: object) => {} }
  const ready = vi.fn()
  const reset = vi.fn()
  const media = {
    toPage(listener: (typeof listeners)['toPage']) {
      listeners.toPage = listener
    },
    reset(listener: (typeof listeners)['reset']) {
      listeners.reset = listener
    },
    toPhone: async (message: unknown) => void sent.push(message),
    ready,
  } as unknown as IpcClient['media']
  const handle = (request: MediaRequest) => new Promise<MediaReply>((reply) => handled.push({ request, reply }))
  answerMediaRequests(media, { handle, reset })
  const ask = (id: number, leg = 1): void => listeners.toPage({ kind: 'call', id, channel: 'media.request', args: { op: 'leg.close', leg } })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return { handled, sent, ready, reset, ask, settled, listeners }
}
const done: MediaReply = { ok: true, sdp: null }

it('says that it is ready once it listens, and answers each request under its number', async () => {
  const { handled, sent, ready, ask, settled } = setUp()
  expect(ready).toHaveBeenCalledTimes(1)
  ask(1)
  ask(2, 7)
  handled[1]?.reply({ ok: false, reason: 'no-leg', message: '' })
  await settled()
  handled[0]?.reply(done)
  await settled()
  expect(handled.map(({ request }) => request.leg)).toEqual([1, 7])
  expect(sent).toEqual([
    { kind: 'reply', id: 2, outcome: { ok: true, value: { ok: false, reason: 'no-leg', message: '' } } },
    { kind: 'reply', id: 1, outcome: { ok: true, value: done } },
  ])
})

it('a request that was given up is not answered', async () => {
  const { handled, sent, ask, settled, listeners } = setUp()
  ask(1)
  listeners.toPage({ kind: 'cancel', id: 1 })
  handled[0]?.reply(done)
  await settled()
  expect(sent).toEqual([])
})

it('a new phone process begins anew: legs are closed, the old one’s requests are not answered, and its numbers count again', async () => {
  const { handled, sent, reset, ask, settled, listeners } = setUp()
  ask(1)
  listeners.reset({})
  expect(reset).toHaveBeenCalledTimes(1)
  ask(1, 9)
  handled[0]?.reply({ ok: true, sdp: 'old' })
  handled[1]?.reply({ ok: true, sdp: 'new' })
  await settled()
  expect(sent).toEqual([{ kind: 'reply', id: 1, outcome: { ok: true, value: { ok: true, sdp: 'new' } } }])
})
