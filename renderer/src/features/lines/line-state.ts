import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/call.ts'
import type { Line } from '../../../../shared/line.ts'
import { useApp } from '../../state/app-store.ts'
import type { LampState } from '../../ui/lamp.tsx'

export function lampOf(line: Line, calls: readonly CallView[]): LampState {
  const call = calls.find((c) => c.lineId === line.id && c.state !== 'ended')
  if (call) return call.state === 'connected' ? 'in-call' : 'ringing'
  return line.enabled ? line.registration.state : 'off'
}

/** A line's state in a word. */
export function useLineState(): (line: Line) => string {
  const { t } = useTranslation()
  const calls = useApp((s) => s.calls)
  return (line) => {
    const state = lampOf(line, calls)
    return state === 'in-call' || state === 'ringing' ? t('line.inCall') : t(`line.${state}`)
  }
}
