import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Deadlines } from '../../../../../electron/phone/calls/deadlines.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a limit runs from its first start, however often its cause repeats, and again after it has passed', () => {
  const deadlines = new Deadlines()
  const passed = vi.fn()
  deadlines.start('line', 1000, passed)
  vi.advanceTimersByTime(900)
  deadlines.start('line', 1000, passed)
  vi.advanceTimersByTime(100)
  expect(passed).toHaveBeenCalledOnce()
  deadlines.start('line', 1000, passed)
  vi.advanceTimersByTime(1000)
  expect(passed).toHaveBeenCalledTimes(2)
})

it('a limit that is cancelled does not pass, and others are not affected', () => {
  const deadlines = new Deadlines()
  const [first, second] = [vi.fn(), vi.fn()]
  deadlines.start('first', 1000, first)
  deadlines.start('second', 1000, second)
  deadlines.cancel('first')
  deadlines.cancel('never started')
  vi.advanceTimersByTime(2000)
  expect(first).not.toHaveBeenCalled()
  expect(second).toHaveBeenCalledOnce()
})
