import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RecorderSources } from '../../../../../renderer/src/audio/call-recorder.ts'
import { whenSending } from '../../../../../renderer/src/audio/when-sending.ts'
import type { CallView } from '../../../../../shared/domain/call.ts'
import { callOf } from '../../../../support/state.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp(part: Partial<CallView> = {}) {
  const watchers = new Set<() => void>()
  let sends = false
  const agent = {
    watch: (run: () => void) => {
      watchers.add(run)
      return () => watchers.delete(run)
    },
    sourcesOf: (leg: number | null): RecorderSources => ({ mine: sends && leg === 7 ? ({} as MediaStreamTrack) : null, theirs: null }),
  }
  const call = callOf({ state: 'connected', media: { ...callOf().media, legId: 7 }, ...part })
  const resolved = vi.fn()
  const start = (): void => void whenSending(agent, () => [call], 300).then(resolved)
  const send = (): void => {
    sends = true
    for (const run of watchers) run()
  }
  return { start, send, resolved, watchers }
}

it('resolves once the microphone is sent', async () => {
  const { start, send, resolved, watchers } = setUp()
  start()
  await vi.advanceTimersByTimeAsync(100)
  expect(resolved).not.toHaveBeenCalled()
  send()
  await vi.advanceTimersByTimeAsync(0)
  expect(resolved).toHaveBeenCalledTimes(1)
  expect(watchers.size).toBe(0)
})
it('resolves at once where it is sent already', async () => {
  const { start, send, resolved } = setUp()
  send()
  start()
  await vi.advanceTimersByTimeAsync(0)
  expect(resolved).toHaveBeenCalled()
})
it.each<[string, Partial<CallView>]>([
  ['rings', { state: 'ringing' }],
  ['is on hold', { hold: { ...callOf().hold, local: true } }],
])('resolves at once in a call that %s: its screen is what is waited for', async (_name, part) => {
  const { start, resolved } = setUp(part)
  start()
  await vi.advanceTimersByTimeAsync(0)
  expect(resolved).toHaveBeenCalled()
})
it('resolves after its limit where nothing is sent', async () => {
  const { start, resolved, watchers } = setUp()
  start()
  await vi.advanceTimersByTimeAsync(299)
  expect(resolved).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(resolved).toHaveBeenCalled()
  expect(watchers.size).toBe(0)
})
