import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createWaitingCalls } from '../../../../shared/contract/waiting-calls.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp({ timeout = 8000, most = 3 } = {}) {
  const sent: number[] = []
  const cancelled: number[] = []
  const calls = createWaitingCalls({
    timeout,
    most,
    goneCode: 'phone-not-running',
    send: (id) => sent.push(id),
    sendCancel: (id) => cancelled.push(id),
  })
  return { calls, sent, cancelled }
}
const done = (value: unknown) => ({ ok: true, value }) as const
const failed = (code: string, retryable: boolean) => ({ ok: false, error: { code, retryable } })

it('each call gets its own reply, in whatever order they come', async () => {
  const { calls, sent } = setUp()
  const both = [calls.start('a.first', 1), calls.start('a.second', 2)]
  expect(sent.map(calls.channelOf)).toEqual(['a.first', 'a.second'])
  calls.settle(2, done('second'))
  calls.settle(1, done('first'))
  expect(await Promise.all(both)).toEqual([done('first'), done('second')])
  expect(sent.map(calls.channelOf)).toEqual([undefined, undefined])
})

it('a call without a reply fails after its time, the other side is notified, and a late reply is ignored', async () => {
  const { calls, cancelled } = setUp()
  const call = calls.start('a.slow', null)
  await vi.advanceTimersByTimeAsync(7999)
  expect(cancelled).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  calls.settle(1, done('late'))
  expect(await call).toMatchObject(failed('internal', true))
  expect(cancelled).toEqual([1])
})

it('without a limit a call waits as long as it takes', async () => {
  const { calls } = setUp({ timeout: Number.POSITIVE_INFINITY })
  const call = calls.start('a.slow', null)
  expect(vi.getTimerCount()).toBe(0)
  await vi.advanceTimersByTimeAsync(3_600_000)
  calls.settle(1, done(1))
  expect(await call).toEqual(done(1))
})

it('calls beyond the bound are refused, and one that is done makes room', async () => {
  const { calls, sent } = setUp({ most: 2 })
  const first = calls.start('a.b', null)
  void calls.start('a.b', null)
  expect(await calls.start('a.b', null)).toMatchObject(failed('busy', true))
  calls.settle(1, done(1))
  await first
  void calls.start('a.b', null)
  expect(sent).toEqual([1, 2, 3])
})

it('a cancelled call ends at once and the other side is notified; one cancelled before it began is not sent', async () => {
  const { calls, sent, cancelled } = setUp()
  const controller = new AbortController()
  const call = calls.start('a.b', null, { signal: controller.signal })
  controller.abort()
  controller.abort()
  expect(await call).toMatchObject(failed('cancelled', false))
  expect(await calls.start('a.b', null, { signal: controller.signal })).toMatchObject(failed('cancelled', false))
  expect([sent, cancelled]).toEqual([[1], [1]])
  expect(vi.getTimerCount()).toBe(0)
})

it('cancelling after the reply changes nothing', async () => {
  const { calls, cancelled } = setUp()
  const controller = new AbortController()
  const call = calls.start('a.b', null, { signal: controller.signal })
  calls.settle(1, done(1))
  controller.abort()
  expect(await call).toEqual(done(1))
  expect(cancelled).toEqual([])
})

it('closing fails the calls that wait and each later one, and may be repeated', async () => {
  const { calls, sent } = setUp()
  const call = calls.start('a.b', null)
  calls.close()
  calls.close()
  calls.settle(1, done(1))
  expect(await call).toMatchObject(failed('phone-not-running', true))
  expect(await calls.start('a.b', null)).toMatchObject(failed('phone-not-running', true))
  expect(sent).toEqual([1])
})

it('a call that cannot be sent fails and does not wait', async () => {
  const calls = createWaitingCalls({
    timeout: 8000,
    most: 1,
    goneCode: 'internal',
    send() {
      throw new Error('not cloneable')
    },
    sendCancel: () => {},
  })
  expect(await calls.start('a.b', null)).toMatchObject({ ok: false, error: { code: 'internal', message: 'a.b: not sent: not cloneable' } })
  expect(vi.getTimerCount()).toBe(0)
})
