import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { loudness } from '../../../../../renderer/src/audio/loudness.ts'

/** Of what the microphone gives. */
let amplitude = 0
let closed = 0

beforeEach(() => {
  vi.useFakeTimers()
  amplitude = 0
  closed = 0
  vi.stubGlobal(
    'AudioContext',
    class {
      createAnalyser = () => ({ fftSize: 32, getFloatTimeDomainData: (samples: Float32Array) => samples.fill(amplitude) })
      createMediaStreamSource = () => ({ connect: () => {} })
      close = async () => void closed++
    },
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const stream = {} as MediaStream
const after = async (ms: number, listening: Promise<number>): Promise<number | 'listening'> => {
  await vi.advanceTimersByTimeAsync(ms)
  return Promise.race([listening, Promise.resolve('listening' as const)])
}

it('is the peak over the time', async () => {
  const listening = loudness(stream, 500)
  amplitude = 0.1
  await vi.advanceTimersByTimeAsync(200)
  amplitude = 0.001
  expect(Math.round((await after(400, listening)) as number)).toBe(-20)
  expect(closed).toBe(1)
})

it('waits longer for the first sound: a Bluetooth headset takes a second or two to give any, a busy computer as well', async () => {
  const listening = loudness(stream, 800, { level: -75, most: 3000 })
  expect(await after(2000, listening)).toBe('listening')
  amplitude = 0.1
  expect(Math.round((await after(80, listening)) as number)).toBe(-20)
})

it('and not for ever', async () => {
  const listening = loudness(stream, 800, { level: -75, most: 3000 })
  expect(await after(2900, listening)).toBe('listening')
  expect((await after(200, listening)) as number).toBe(-100)
  expect(closed).toBe(1)
})

it('listens for the whole time where there is sound at once', async () => {
  amplitude = 0.1
  const listening = loudness(stream, 800, { level: -75, most: 3000 })
  expect(await after(700, listening)).toBe('listening')
  expect(Math.round((await after(200, listening)) as number)).toBe(-20)
})
