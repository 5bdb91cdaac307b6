import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LineHealth } from '../../../../../electron/phone/line/health.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a ping that throws is no answer, and does not end the checks', async () => {
  let [pings, dead] = [0, 0]
  const health = new LineHealth({
    watched: () => true,
    quietFor: () => 60_000,
    ping: () => {
      pings += 1
      throw new Error('not connected')
    },
    onDead: () => (dead += 1),
  })
  await vi.advanceTimersByTimeAsync(20_000)
  expect([pings, dead]).toEqual([4, 4])
  await health.checkNow()
  expect(pings).toBe(5)
  health.stop()
})

describe('a wake-up', () => {
  function waking({ heardAt, answersAfter = null }: { heardAt: readonly number[]; answersAfter?: number | null }) {
    let [pings, dead] = [0, 0]
    const start = performance.now()
    const health = new LineHealth({
      watched: () => true,
      quietFor: () => {
        const now = performance.now() - start
        return now - Math.max(Number.NEGATIVE_INFINITY, ...heardAt.filter((t) => t <= now))
      },
      ping: (limit) => {
        pings += 1
        const answers = answersAfter !== null && pings > answersAfter
        return new Promise((resolve) => setTimeout(() => resolve(answers ? {} : null), answers ? 10 : limit))
      },
      onDead: () => (dead += 1),
    })
    return { health, counts: () => [pings, dead] }
  }

  it('finds a server gone though a message that came before the sleep is read first', async () => {
    const { health, counts } = waking({ heardAt: [5] })
    void health.checkNow()
    await vi.advanceTimersByTimeAsync(5000)
    expect(counts()).toEqual([2, 1])
    health.stop()
  })
  it('leaves a server alone that answers no OPTIONS and goes on sending', async () => {
    const { health, counts } = waking({ heardAt: [5, 3000] })
    void health.checkNow()
    await vi.advanceTimersByTimeAsync(5000)
    expect(counts()).toEqual([2, 0])
    health.stop()
  })
  it('asks once where the answer comes', async () => {
    const { health, counts } = waking({ heardAt: [10], answersAfter: 0 })
    void health.checkNow()
    await vi.advanceTimersByTimeAsync(4900)
    expect(counts()).toEqual([1, 0])
    health.stop()
  })
})
