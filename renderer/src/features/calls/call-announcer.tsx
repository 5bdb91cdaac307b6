import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { partyName } from '../../components/party-name.ts'
import { useApp } from '../../state/app-store.ts'
import { incomingCall, regionOf, shownCall } from '../../state/selectors.ts'
import { stateText } from './state-text.ts'

/** Announces to screen readers the call's state ("Connected, Accounting, Office Berlin"), that it is muted, and a second call. */
export function CallAnnouncer() {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const lines = useApp((s) => s.lines.lines)
  const call = useApp(shownCall)
  const incoming = useApp(incomingCall)
  const running = call !== null && call.state !== 'ended'
  const [wasMuted, setWasMuted] = useState('')
  if (call?.muted && wasMuted !== call.id) setWasMuted(call.id)
  const lineOf = ({ lineId }: CallView): string => lines.find((l) => l.id === lineId)?.label ?? ''
  return (
    <>
      <div className="hidden" role="status" aria-live="polite">
        {call && t('call.announce', { state: stateText(t, call), name: spokenName(t, call, region), line: lineOf(call) })}
      </div>
      <div className="hidden" role="status">
        {running && (call.muted ? t('call.muted') : call.id === wasMuted && t('call.mutedNoMore'))}
      </div>
      {/* a call that is alone is announced by its own alert dialog */}
      <div className="hidden" role="alert">
        {running && incoming && incoming.id !== call.id && `${t('in.secondOn', { line: lineOf(incoming) })}: ${spokenName(t, incoming, region)}`}
      </div>
    </>
  )
}

/** A number in groups: without them it is read as a single figure. */
function spokenName(t: TFunction, call: CallView, region: string): string {
  const name = partyName(t, call)
  return name === call.remote.number ? displayNumber(name, region) : name
}
