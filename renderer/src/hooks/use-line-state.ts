import { useTranslation } from 'react-i18next'
import type { AppState } from '../../../shared/contract/ipc.ts'
import type { CallView } from '../../../shared/domain/call.ts'
import type { Line } from '../../../shared/domain/line.ts'
import type { StatusDotState } from '../components/status-dot.tsx'
import { useAppParts } from '../state/app-store.ts'

/** The state of the first call of each line that has one. */
function stateOfCalls({ calls }: AppState): ReadonlyMap<string, CallView['state']> {
  const found = new Map<string, CallView['state']>()
  for (const { lineId, state } of calls) if (state !== 'ended' && !found.has(lineId)) found.set(lineId, state)
  return found
}

/** Returns a line's state: that of its call, where it has one, instead of its registration. */
export function useLineStatus(): (line: Line) => StatusDotState {
  // not the calls, which change every two seconds
  const calls = useAppParts(stateOfCalls)
  return (line) => {
    const call = calls.get(line.id)
    if (call) return call === 'connected' ? 'in-call' : 'ringing'
    return line.enabled ? line.registration.state : 'off'
  }
}

/** Returns a line's state as a word. */
export function useLineState(): (line: Line) => string {
  const { t } = useTranslation()
  const status = useLineStatus()
  return (line) => {
    const state = status(line)
    return state === 'in-call' || state === 'ringing' ? t('line.inCall') : t(`line.${state}`)
  }
}
