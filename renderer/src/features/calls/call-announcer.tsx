import { useTranslation } from 'react-i18next'
import { partyName } from '../../components/party-name.ts'
import { useApp } from '../../state/app-store.ts'
import { shownCall } from '../../state/selectors.ts'
import { stateText } from './state-text.ts'

/** Announces the call's state to screen readers: "Connected, Accounting, Office Berlin". */
export function CallAnnouncer() {
  const { t } = useTranslation()
  const call = useApp(shownCall)
  const line = useApp((s) => s.lines.lines.find((l) => l.id === call?.lineId)?.label ?? '')
  return (
    <div className="hidden" role="status" aria-live="polite">
      {call && t('call.announce', { state: stateText(t, call), name: partyName(t, call), line })}
    </div>
  )
}
