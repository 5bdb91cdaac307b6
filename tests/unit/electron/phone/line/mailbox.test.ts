import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Voicemail } from '../../../../../shared/domain/line-preferences.ts'
import { fakeLine, granted } from '../../../../support/fakes/sip-line.ts'
import { type FakeWire, headerOf, responseTo } from '../../../../support/fakes/sip-wire.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function notify(subscribe: string, wire: FakeWire, state: string, cseq = 1): void {
  wire.deliver(
    [
      `NOTIFY ${/<([^>]*)>/.exec(headerOf(subscribe, 'contact'))?.[1]} SIP/2.0`,
      `Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKn${cseq}${headerOf(subscribe, 'call-id')}`,
      `From: ${headerOf(subscribe, 'to')};tag=server`,
      `To: ${headerOf(subscribe, 'from')}`,
      `Call-ID: ${headerOf(subscribe, 'call-id')}`,
      `CSeq: ${cseq} NOTIFY`,
      'Contact: <sip:mwi@192.0.2.1:5060>',
      'Max-Forwards: 70',
      'Event: message-summary',
      `Subscription-State: ${state}`,
      'Content-Type: application/simple-message-summary',
      'Content-Length: 23',
      '',
      'Messages-Waiting: yes\r\n',
    ].join('\r\n'),
  )
}

/** A registered line whose server handles each SUBSCRIBE with this function. */
async function subscribed(react: (subscribe: string, wire: FakeWire) => void) {
  const voicemail: Voicemail[] = []
  const fake = fakeLine({}, { onVoicemail: (v) => voicemail.push(v) })
  fake.network.answer = (text, wire) => {
    if (text.startsWith('REGISTER ')) setTimeout(() => wire.deliver(responseTo(text, 200, granted(text, 3600))), 1)
    if (text.startsWith('OPTIONS ')) setTimeout(() => wire.deliver(responseTo(text, 200)), 1)
    if (text.startsWith('SUBSCRIBE ')) setTimeout(() => react(text, wire), 1)
  }
  fake.line.start()
  await vi.advanceTimersByTimeAsync(1000)
  return { ...fake, voicemail, asked: () => fake.network.count('SUBSCRIBE') }
}
const accepts = (state: string) => (subscribe: string, wire: FakeWire) => {
  wire.deliver(responseTo(subscribe, 200, ['Expires: 3600']))
  notify(subscribe, wire, state)
}

describe('a subscription', () => {
  it.each(['terminated', 'terminated;reason=timeout', 'terminated;reason=deactivated', 'terminated;reason=giveup'])(
    'that ended (%s) is asked for again, but never in a flood',
    async (state) => {
      const line = await subscribed(accepts(state))
      expect(line.asked()).toBe(1)
      expect(line.voicemail.length).toBe(1)
      await vi.advanceTimersByTimeAsync(65_000)
      expect(line.asked()).toBe(2)
      await vi.advanceTimersByTimeAsync(3_600_000)
      expect(line.asked()).toBeLessThan(10)
      void line.line.stop()
    },
  )
  it('waits as long as the server asks, however often the line is registered meanwhile', async () => {
    const voicemail: Voicemail[] = []
    const fake = fakeLine({}, { onVoicemail: (v) => voicemail.push(v) })
    fake.network.answer = (text, wire) => {
      if (text.startsWith('REGISTER ')) setTimeout(() => wire.deliver(responseTo(text, 200, granted(text, 60))), 1)
      if (text.startsWith('OPTIONS ')) setTimeout(() => wire.deliver(responseTo(text, 200)), 1)
      if (text.startsWith('SUBSCRIBE ')) setTimeout(() => accepts('terminated;reason=probation;retry-after=3600')(text, wire), 1)
    }
    fake.line.start()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(fake.network.count('REGISTER')).toBeGreaterThan(5)
    expect(fake.network.count('SUBSCRIBE')).toBe(1)
    await vi.advanceTimersByTimeAsync(3_100_000)
    expect(fake.network.count('SUBSCRIBE')).toBe(2)
    void fake.line.stop()
  })
  it('waits as long as the server asks', async () => {
    const line = await subscribed(accepts('terminated;reason=probation;retry-after=600'))
    await vi.advanceTimersByTimeAsync(590_000)
    expect(line.asked()).toBe(1)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(line.asked()).toBe(2)
    void line.line.stop()
  })
  it.each([
    ['failed inside the server', 60, (subscribe: string, wire: FakeWire) => wire.deliver(responseTo(subscribe, 503))],
    ['is not wanted for a while', 600, (subscribe: string, wire: FakeWire) => wire.deliver(responseTo(subscribe, 503, ['Retry-After: 600']))],
    ['found nobody', 60, (subscribe: string, wire: FakeWire) => wire.deliver(responseTo(subscribe, 480))],
    ['was accepted but never notified of', 92, (subscribe: string, wire: FakeWire) => wire.deliver(responseTo(subscribe, 202, ['Expires: 3600']))],
  ])('that %s is asked for again after %i s', async (_name, seconds, react) => {
    const line = await subscribed(react)
    await vi.advanceTimersByTimeAsync(seconds * 1000 - 5000)
    expect(line.asked()).toBe(1)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(line.asked()).toBe(2)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(line.asked()).toBeLessThan(10)
    void line.line.stop()
  })
  it('that is granted for one second is refreshed once a minute at most', async () => {
    let n = 0
    const line = await subscribed((subscribe, wire) => {
      wire.deliver(responseTo(subscribe, 200, ['Expires: 1']))
      notify(subscribe, wire, 'active;expires=1', ++n)
    })
    await vi.advanceTimersByTimeAsync(600_000)
    expect(line.asked()).toBeGreaterThan(1)
    expect(line.asked()).toBeLessThan(13)
    void line.line.stop()
  })
  it.each([
    ['refused', (subscribe: string, wire: FakeWire) => wire.deliver(responseTo(subscribe, 489))],
    ['ended for good', accepts('terminated;reason=rejected')],
  ])('that is %s is not asked for again in this run', async (_name, react) => {
    const line = await subscribed(react)
    await vi.advanceTimersByTimeAsync(7_200_000)
    expect(line.asked()).toBe(1)
    void line.line.stop()
  })
  it('is not asked for after the line was stopped', async () => {
    const line = await subscribed(accepts('terminated'))
    void line.line.stop()
    await vi.advanceTimersByTimeAsync(7_200_000)
    expect(line.asked()).toBe(1)
  })
})
