import { expect, it } from 'vitest'
import { createPeer } from '../../../../shared/contract/peer.ts'
import { phoneIpc } from '../../../../shared/contract/phone.ts'

it('a peer drops what is unknown, malformed, too large, too many or no message, and goes on', async () => {
  const dropped: string[] = []
  const events: unknown[] = []
  const sent: { id: number; outcome: { ok: boolean } }[] = []
  const peer = createPeer({
    contract: phoneIpc,
    port: { post: (m) => sent.push(m as never) },
    onEvent: (e) => events.push(e),
    onDropped: (why) => dropped.push(why),
    rateLimit: 20,
  })
  const cyclic: Record<string, unknown> = {}
  cyclic['self'] = cyclic
  const bad = [
    null,
    1,
    'x',
    [],
    {},
    cyclic,
    { kind: 'event', channel: 'phone.nothing', payload: 1 },
    { kind: 'event', channel: 'phone.callGone', payload: { callId: 5 } },
    { kind: 'event', channel: '__proto__.x' },
    { kind: 'reply', id: 99 },
    { kind: 'event', channel: 'phone.callGone', payload: { callId: 'x'.repeat(70_000) } },
  ]
  for (const message of bad) peer.receive(message)
  expect(dropped.length).toBe(bad.length)
  peer.receive({ kind: 'event', channel: 'phone.callGone', payload: { callId: 'call-0001' } })
  expect(events).toEqual([{ channel: 'phone.callGone', payload: { callId: 'call-0001' } }])
  peer.receive({ kind: 'call', id: 1, channel: 'phone.answer', args: {} })
  await Promise.resolve()
  expect(sent.every((m) => !m.outcome.ok)).toBe(true)
  for (let i = 0; i < 40; i++) peer.receive({ kind: 'event', channel: 'phone.callGone', payload: { callId: 'call-0001' } })
  expect(events.length).toBeLessThan(20)
})
