import { expect, it } from 'vitest'
import { createCallKeys, type TargetCallActions, targetCall } from '../../../../../electron/main/calls/target-call.ts'
import { callOf } from '../../../../support/state.ts'

const ringing = callOf({ id: 'call-ringing', state: 'ringing', direction: 'incoming' })
const held = callOf({ id: 'call-held', state: 'connected', focus: false })
const front = callOf({ id: 'call-front', state: 'connected', focus: true })
const over = callOf({ id: 'call-over', state: 'ended', focus: true })

it('answering and rejecting are about the call that rings in', () => {
  expect(targetCall({ calls: [held, ringing] }, 'ringing')?.id).toBe('call-ringing')
  expect(targetCall({ calls: [held] }, 'ringing')).toBeUndefined()
})
it('everything else is about the call in front, else the first that runs', () => {
  expect(targetCall({ calls: [over, ringing, held, front] }, 'running')?.id).toBe('call-front')
  expect(targetCall({ calls: [over, ringing, held] }, 'running')?.id).toBe('call-held')
  expect(targetCall({ calls: [over, ringing] }, 'running')).toBeUndefined()
})
it('keys act on their target, and on nothing without one', () => {
  const done: unknown[] = []
  const note =
    (name: string) =>
    async (...args: unknown[]) =>
      void done.push([name, ...args])
  const actions = { answer: note('answer'), reject: note('reject'), hangUp: note('hangUp'), setMuted: note('setMuted'), silence: () => {} }
  let calls = [ringing, front]
  const keys = createCallKeys(
    () => ({ calls }),
    actions as TargetCallActions,
    () => {},
  )
  keys.answer()
  keys.reject()
  keys.end()
  keys.mute()
  expect(done).toEqual([
    ['answer', { callId: 'call-ringing', others: 'hold' }],
    ['reject', { callId: 'call-ringing' }],
    ['hangUp', { callId: 'call-front', whole: true }],
    ['setMuted', { callId: 'call-front', on: true }],
  ])
  calls = [over]
  for (const key of Object.values(keys)) key()
  expect(done).toHaveLength(4)
})
