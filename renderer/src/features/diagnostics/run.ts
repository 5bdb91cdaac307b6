import { create } from 'zustand'
import type { DiagnosticStep } from '../../../../shared/domain/diagnostics.ts'
import type { Failure } from '../../../../shared/domain/failure.ts'
import { go } from '../../state/navigation.ts'
import { projection } from '../../state/projection.ts'
import { checkEcho, checkVoice } from './voice-checks.ts'

type Run = {
  readonly state: 'idle' | 'running' | 'done'
  readonly steps: readonly DiagnosticStep[]
  readonly failure: Failure | null
  readonly at: number
  readonly took: number
}

/** The state of the self-check. It outlives the screen because its echo call switches to the phone screen and back. */
export const useRun = create<Run>(() => ({ state: 'idle', steps: [], failure: null, at: 0, took: 0 }))

export async function startRun(): Promise<void> {
  const at = Date.now()
  const add = (step: DiagnosticStep): void => useRun.setState(({ steps }) => ({ steps: [...steps, step] }))
  useRun.setState({ state: 'running', steps: [], failure: null, at, took: 0 })
  const stop = window.dialdesk.diagnostics.step(add)
  const outcome = await window.dialdesk.diagnostics.run()
  stop()
  const { settings } = projection.getState().state ?? {}
  if (settings) {
    await checkVoice(settings.audio, add)
    await checkEcho(settings.calls.echoNumber, add)
  }
  useRun.setState({ state: 'done', took: Date.now() - at, failure: outcome.ok ? null : outcome.error })
  if (settings?.calls.echoNumber) go('diagnostics')
}
