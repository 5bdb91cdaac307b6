import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { withUsableExpiry } from '../../../../../electron/phone/sip/gaps/usable-expiry.ts'
import { peek } from '../../../../../electron/phone/sip/sip-message.ts'
import { clampDelay, readSeconds, realTimers } from '../../../../../electron/phone/sip/timers.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a delay over 24.8 days does not fire at once', () => {
  let fired = 0
  for (const ms of [2 ** 31, 3_000_000_000_000, Number.POSITIVE_INFINITY]) realTimers.set(() => (fired += 1), ms)
  vi.advanceTimersByTime(60_000)
  expect(fired).toBe(0)
  expect([clampDelay(-1), clampDelay(Number.NaN), clampDelay(5)]).toEqual([0, 0, 5])
})

it('seconds are read as far as a timer supports them', () => {
  expect([readSeconds('600'), readSeconds(' 60;x'), readSeconds('0'), readSeconds('99999999999999')]).toEqual([600, 60, 0, 2_147_483])
  expect([readSeconds('soon'), readSeconds(''), readSeconds(undefined), readSeconds('-1')]).toEqual([null, null, null, null])
})

const usable = (text: string): string => {
  const message = peek(text)
  if (!message) throw new Error('no message')
  return withUsableExpiry(text, message)
}
it('the lifetime of a call or subscription is one that a timer supports', () => {
  const head = 'INVITE sip:a SIP/2.0\r\nTo: <sip:a>\r\n'
  expect(usable(`${head}Expires: 99999999999\r\n\r\nbody`)).toBe(`${head}Expires: 2147483\r\n\r\nbody`)
  expect(usable(`${head}Expires: soon\r\n\r\n`)).toBe(`${head}\r\n`)
  expect(usable(`${head}Subscription-State: active;expires=99999999999\r\n\r\n`)).toContain('active;expires=2147483\r\n')
  expect(usable(`${head}Subscription-State: active;expires=0\r\n\r\n`)).toContain('active;expires=60\r\n')
})
