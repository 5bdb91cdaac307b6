import { expect, it } from 'vitest'
import { forwardCallActions } from '../../../../../electron/main/calls/forward-call-actions.ts'
import { type CallAction, callActions } from '../../../../../shared/contract/call-actions.ts'
import { ipc } from '../../../../../shared/contract/ipc.ts'
import { phoneIpc } from '../../../../../shared/contract/phone.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'

const names = Object.keys(callActions) as CallAction[]

it.each(names)('%s is declared once, for the page and for the phone process', (name) => {
  expect(ipc.calls[name]).toBe(callActions[name])
  expect(phoneIpc.phone[name].result).toBe(callActions[name].result)
  // the one whose number main works out
  if (name !== 'transfer') expect(phoneIpc.phone[name]).toBe(callActions[name])
})

it('each action is forwarded by its name, with its arguments', async () => {
  const sent: unknown[] = []
  const actions = forwardCallActions(async (name, args) => void sent.push([name, args]))
  for (const name of names) await actions[name]({ callId: name } as never)
  expect(sent).toEqual(names.map((name) => [name, { callId: name }]))
})

it('a refusal reaches whoever asked', async () => {
  const actions = forwardCallActions(() => Promise.reject(new AppError('call-not-found', 'the call is over')))
  await expect(actions.reject({ callId: 'call-0001' })).rejects.toMatchObject({ code: 'call-not-found' })
})
