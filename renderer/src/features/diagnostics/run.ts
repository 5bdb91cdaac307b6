import { create } from 'zustand'
import type { Failure } from '../../../../shared/contract.ts'
import type { DiagnosticStep } from '../../../../shared/diagnostics.ts'
import { useAppStore } from '../../state/app-store.ts'
import { go } from '../../state/navigation.ts'
import { checkEcho, checkVoice } from './voice-checks.ts'

type Run = {
  readonly state: 'idle' | 'running' | 'done'
  readonly steps: readonly DiagnosticStep[]
  readonly failure: Failure | null
  readonly at: number
  readonly took: number
}

/** The self-check as it stands. It outlives the screen, for its echo call takes the window to the phone and back. */
export const useRun = create<Run>(() => ({ state: 'idle', steps: [], failure: null, at: 0, took: 0 }))

export async function startRun(): Promise<void> {
  const at = Date.now()
  const add = (step: DiagnosticStep): void => useRun.setState(({ steps }) => ({ steps: [...steps, step] }))
  useRun.setState({ state: 'running', steps: [], failure: null, at, took: 0 })
  const stop = window.dialdesk.diagnostics.step(add)
  const outcome = await window.dialdesk.diagnostics.run()
  stop()
  const { settings } = useAppStore.getState().state ?? {}
  if (settings) {
    await checkVoice(settings.audio, add)
    await checkEcho(settings.calls.echoNumber, add)
  }
  useRun.setState({ state: 'done', took: Date.now() - at, failure: outcome.ok ? null : outcome.error })
  if (settings?.calls.echoNumber) go('diagnostics')
}
