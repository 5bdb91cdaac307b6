import { expect, it, vi } from 'vitest'
import { watchNetwork } from '../../../../../electron/phone/sip/network-watch.ts'

it('a change of addresses is reported once', () => {
  vi.useFakeTimers()
  let now = 'a'
  const changed = vi.fn()
  const stop = watchNetwork(changed, () => now)
  vi.advanceTimersByTime(3000)
  expect(changed).not.toHaveBeenCalled()
  now = 'b'
  vi.advanceTimersByTime(3000)
  expect(changed).toHaveBeenCalledTimes(1)
  stop()
  vi.useRealTimers()
})
