import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startLater } from '../../../../../electron/main/system/start-later.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const later = () => {
  const run = vi.fn()
  return { run, ...startLater(run, 2000) }
}

it('starts when `start` is called, once', () => {
  const { run, start } = later()
  expect(run).not.toHaveBeenCalled()
  start()
  start()
  vi.advanceTimersByTime(5000)
  expect(run).toHaveBeenCalledTimes(1)
})
it('starts automatically after its limit', () => {
  const { run, start } = later()
  vi.advanceTimersByTime(1999)
  expect(run).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  start()
  expect(run).toHaveBeenCalledTimes(1)
})
it('does not start once it is cancelled', () => {
  const { run, start, cancel } = later()
  cancel()
  start()
  vi.advanceTimersByTime(5000)
  expect(run).not.toHaveBeenCalled()
})
