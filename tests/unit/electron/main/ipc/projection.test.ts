import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Projection } from '../../../../../electron/main/ipc/projection.ts'
import type { StateChange } from '../../../../../shared/contract/ipc.ts'
import { noRecordings } from '../../../../../shared/domain/empty.ts'
import { callOf, stateOf } from '../../../../support/state.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Sent = { sequence: number; change: StateChange }

it('several changes of a slice within a tick go out as one, in order of the slices', async () => {
  const sent: Sent[] = []
  const projection = new Projection(stateOf(), (change) => sent.push(change))
  projection.set('calls', [callOf()])
  projection.set('recordings', { ...noRecordings, disabled: true })
  projection.set('calls', [])
  await Promise.resolve()
  expect(sent.map(({ sequence, change }) => [sequence, change.slice, change.value])).toEqual([
    [1, 'calls', []],
    [2, 'recordings', { ...noRecordings, disabled: true }],
  ])
})

it('says once for each round which slices have changed', async () => {
  const rounds: (readonly string[])[] = []
  const projection = new Projection(
    stateOf(),
    () => {},
    (slices) => rounds.push(slices),
  )
  projection.set('calls', [callOf()])
  projection.set('recordings', { ...noRecordings, disabled: true })
  projection.set('calls', [])
  await vi.advanceTimersByTimeAsync(100)
  expect(rounds).toEqual([['calls', 'recordings']])
})

it('a change made while the changes before it go out is sent after them', async () => {
  const sent: Sent[] = []
  const projection: Projection = new Projection(stateOf(), (change) => {
    sent.push(change)
    if (sent.length === 1) projection.set('calls', [])
  })
  projection.set('calls', [callOf()])
  projection.set('recordings', { ...noRecordings, disabled: true })
  await vi.advanceTimersByTimeAsync(30)
  expect(sent.map(({ change }) => [change.slice, change.slice === 'calls' ? change.value.length : null])).toEqual([
    ['calls', 1],
    ['recordings', null],
    ['calls', 0],
  ])
  expect(projection.snapshot()).toMatchObject({ sequence: 3, state: { calls: [] } })
})

it('a flood of changes goes out in rounds: the first at once, then the latest of each slice', async () => {
  const sent: Sent[] = []
  const projection = new Projection(stateOf(), (change) => sent.push(change))
  for (let i = 1; i <= 300; i++) {
    projection.set('calls', [callOf({ startedAt: i })])
    await vi.advanceTimersByTimeAsync(1)
  }
  expect(sent[0]?.change.value).toMatchObject([{ startedAt: 1 }])
  expect(sent.length).toBeLessThanOrEqual(11)
  await vi.advanceTimersByTimeAsync(30)
  expect(sent.at(-1)?.change.value).toMatchObject([{ startedAt: 300 }])
  await vi.advanceTimersByTimeAsync(1000)
  const before = sent.length
  projection.set('calls', [])
  await Promise.resolve()
  expect(sent.length).toBe(before + 1)
})
