import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../shared/domain/call.ts'
import type { Line } from '../../../shared/domain/line.ts'
import type { StatusDotState } from '../components/status-dot.tsx'
import { useApp } from '../state/app-store.ts'

/** A line's state with its call, where it has one, instead of its registration. */
export function lineStatus(line: Line, calls: readonly CallView[]): StatusDotState {
  const call = calls.find((c) => c.lineId === line.id && c.state !== 'ended')
  if (call) return call.state === 'connected' ? 'in-call' : 'ringing'
  return line.enabled ? line.registration.state : 'off'
}

/** Returns a line's state as a word. */
export function useLineState(): (line: Line) => string {
  const { t } = useTranslation()
  const calls = useApp((s) => s.calls)
  return (line) => {
    const state = lineStatus(line, calls)
    return state === 'in-call' || state === 'ringing' ? t('line.inCall') : t(`line.${state}`)
  }
}
