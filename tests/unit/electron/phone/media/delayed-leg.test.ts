import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { withDelayedLeg } from '../../../../../electron/phone/media/delayed-leg.ts'
import { silentCallAudio } from '../../../../support/fakes/incoming-call.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const setUp = () => {
  const done: string[] = []
  const delayed = withDelayedLeg({
    ...silentCallAudio(),
    attach: () => void done.push('attach'),
    setMicrophone: (mode) => void done.push(mode),
    close: () => void done.push('close'),
  })
  return { delayed, done }
}

it('a call that rings gets its leg after a moment', () => {
  const { delayed, done } = setUp()
  delayed.attach()
  expect(done).toEqual([])
  vi.advanceTimersByTime(300)
  expect(done).toEqual(['attach'])
  delayed.setMicrophone('live')
  expect(done).toEqual(['attach', 'live'])
})

it('a call that is over before never asks the page for one', () => {
  const { delayed, done } = setUp()
  delayed.attach()
  delayed.close()
  vi.advanceTimersByTime(1000)
  delayed.setMicrophone('live')
  expect(done).toEqual(['close', 'live'])
})

it('a call that is answered or dialled does not wait', () => {
  const answered = setUp()
  answered.delayed.attach()
  answered.delayed.setMicrophone('live')
  expect(answered.done).toEqual(['live', 'attach'])
  const dialled = setUp()
  dialled.delayed.setMicrophone('live')
  dialled.delayed.attach()
  vi.advanceTimersByTime(1000)
  expect(dialled.done).toEqual(['live', 'attach'])
})
