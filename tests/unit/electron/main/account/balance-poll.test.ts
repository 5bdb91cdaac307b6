import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBalancePoll } from '../../../../../electron/main/account/balance-poll.ts'
import { AppError, type ErrorCode } from '../../../../../shared/domain/failure.ts'

const MINUTE = 60_000
beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  vi.spyOn(Math, 'random').mockReturnValue(0)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function polling() {
  const p = { reads: 0, answer: null as AppError | null }
  const poll = createBalancePoll({
    now: () => Date.now(),
    read: async () => {
      p.reads += 1
      if (p.answer) throw p.answer
    },
  })
  return Object.assign(p, { poll, fail: (code: ErrorCode, details = {}) => (p.answer = new AppError(code, '', { details })) })
}

describe('the balance', () => {
  it('is read about once a minute', async () => {
    const p = polling()
    p.poll.start(true)
    await vi.advanceTimersByTimeAsync(3 * MINUTE)
    expect(p.reads).toBe(3)
  })
  it('is not read again after wrong credentials, not even when the window comes back', async () => {
    const p = polling()
    p.fail('wrong-credentials')
    p.poll.start(false)
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(p.reads).toBe(1)
    p.poll.pause()
    await vi.advanceTimersByTimeAsync(60 * MINUTE)
    p.poll.resume()
    await vi.advanceTimersByTimeAsync(60 * MINUTE)
    expect(p.reads).toBe(1)
  })
  it('is read on once the user asked and it worked', async () => {
    const p = polling()
    p.fail('wrong-credentials')
    p.poll.start(false)
    await vi.advanceTimersByTimeAsync(MINUTE)
    p.answer = null
    await p.poll.now()
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(p.reads).toBe(3)
  })
  it('is not read before the wait that the provider asked for is over', async () => {
    const p = polling()
    p.fail('provider-busy', { seconds: 600 })
    p.poll.start(false)
    await vi.advanceTimersByTimeAsync(599_000)
    expect(p.reads).toBe(1)
    p.answer = null
    await vi.advanceTimersByTimeAsync(2000)
    expect(p.reads).toBe(2)
  })
})

it('a reading anew begins after it was asked for; what asks meanwhile shares it', async () => {
  const open: ((value: number) => void)[] = []
  const poll = createBalancePoll({ now: () => 0, read: () => new Promise<number>((resolve) => open.push(resolve)) })
  const older = poll.now()
  const [first, second] = [poll.anew(), poll.anew()]
  expect(open).toHaveLength(1)
  open[0]?.(1)
  expect(await older).toBe(1)
  await vi.advanceTimersByTimeAsync(0)
  expect(open).toHaveLength(2)
  open[1]?.(2)
  expect(await Promise.all([first, second])).toEqual([2, 2])
})

it('started for another account, it reads at once, and what the earlier reading brings late changes nothing', async () => {
  const open: PromiseWithResolvers<number>[] = []
  const poll = createBalancePoll({
    now: () => Date.now(),
    read: () => {
      const reading = Promise.withResolvers<number>()
      open.push(reading)
      return reading.promise
    },
  })
  poll.start(false)
  await vi.advanceTimersByTimeAsync(0)
  poll.stop()
  poll.start(false)
  await vi.advanceTimersByTimeAsync(0)
  expect(open).toHaveLength(2)
  open[0]?.reject(new AppError('wrong-credentials', ''))
  await vi.advanceTimersByTimeAsync(0)
  open[1]?.resolve(2)
  await vi.advanceTimersByTimeAsync(2 * MINUTE)
  // the refusal was the earlier account's
  expect(open).toHaveLength(3)
})
