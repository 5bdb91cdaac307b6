import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createOutbox } from '../../../../electron/phone/outbox.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a line’s flood of SIP messages and log entries stays within its budget, is counted, and leaves the other lines theirs', () => {
  const sent: { name: string; payload: Record<string, unknown> }[] = []
  const outbox = createOutbox(((_domain: string, name: string, payload: Record<string, unknown>) => sent.push({ name, payload })) as never)
  const sip = (lineId: string, text = 'x'.repeat(500)): void => outbox.sip({ lineId, way: 'in', transport: 'udp', peer: '192.0.2.1:5060', text })
  for (let i = 0; i < 2000; i++) {
    sip('sip_1')
    outbox.log({ level: 'info', text: 'dropped' }, 'sip_1')
  }
  expect([sent.filter((s) => s.name === 'sip').length, sent.filter((s) => s.name === 'log').length]).toEqual([800, 60])
  sip('sip_2')
  outbox.log({ level: 'warn', text: 'the network changed' }, null)
  expect(sent.slice(-2)).toMatchObject([{ name: 'sip', payload: { lineId: 'sip_2' } }, { payload: { text: 'the network changed' } }])
  vi.advanceTimersByTime(5000)
  expect(sent.slice(-2).map((s) => s.payload['text'])).toEqual(['1940 log entries of sip_1 left out', '1200 SIP messages of sip_1 left out'])
  vi.advanceTimersByTime(60_000)
  const before = sent.length
  sip('sip_1', 'y'.repeat(100_000))
  expect(sent.slice(before).map((s) => String(s.payload['text']).length)).toEqual([70_000])
})
