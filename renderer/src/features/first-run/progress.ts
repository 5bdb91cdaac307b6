import { create } from 'zustand'
import { callEcho, type EchoResult } from '../../hooks/echo-call.ts'

export const steps = ['account', 'lines', 'country', 'audio', 'test', 'tray', 'desk'] as const
export type Step = (typeof steps)[number]
export type OpenStep = Exclude<Step, 'account'>

type Progress = { readonly step: OpenStep; readonly test: 'idle' | 'calling' | EchoResult['result'] }

/** Where the first steps stand. It outlives their screen because a call, the test call too, shows in their place. */
export const useFirstRun = create<Progress>(() => ({ step: 'lines', test: 'idle' }))

export async function startTestCall(number: string): Promise<void> {
  useFirstRun.setState({ test: 'calling' })
  useFirstRun.setState({ test: (await callEcho(number)).result })
}
