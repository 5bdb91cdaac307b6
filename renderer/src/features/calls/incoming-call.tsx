import { IconPhone, IconPhoneOff, IconVolumeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/call.ts'
import { displayNumber } from '../../../../shared/phone-number.ts'
import { useClock } from '../../app/use-clock.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { useAsk } from '../../state/use-call.ts'
import { FailureNote } from '../../ui/failure-text.tsx'
import { Lamp } from '../../ui/lamp.tsx'
import { partyName } from './party.ts'

/** Somebody calls. It takes no focus: nothing is answered by a key that was meant for something else. */
export function IncomingCall({ call }: { readonly call: CallView }) {
  const { t } = useTranslation()
  const line = useApp((s) => s.lines.lines.find((l) => l.id === call.lineId)?.label ?? call.lineId)
  const region = useApp(regionOf)
  const { failure, ask } = useAsk()
  const one = { callId: call.id }
  const second = useApp((s) => s.calls.some((c) => c.state === 'connected'))
  const auto = useClock(call.autoAnswerAt !== null)
  const name = partyName(t, call)
  const known = call.contact?.name ?? call.remote.name
  const shownNumber = displayNumber(call.remote.number, region)
  return (
    <div className="incoming" role="alertdialog" aria-label={t('in.callFrom', { line, name })} data-pane>
      <p className="incoming-line">
        <Lamp state="ringing" /> <bdi>{t(second ? 'in.secondOn' : 'in.callOn', { line })}</bdi>
      </p>
      <p className="incoming-name">
        <bdi>{known ?? (call.remote.number ? shownNumber : name)}</bdi>
      </p>
      {known && call.remote.number && <p className="num">{shownNumber}</p>}
      {call.autoAnswerAt !== null && (
        <p role="status">{t('in.autoAnswer', { seconds: Math.max(0, Math.ceil((call.autoAnswerAt - auto) / 1000)) })}</p>
      )}
      <FailureNote failure={failure} />
      <div className="incoming-acts">
        <button type="button" className="button" disabled={call.silenced} onClick={() => void ask(window.dialdesk.calls.silence(one))}>
          <IconVolumeOff size={18} aria-hidden /> {t('in.silence')}
        </button>
        <button type="button" className="button stop-edge" onClick={() => void ask(window.dialdesk.calls.reject(one))}>
          <IconPhoneOff size={18} aria-hidden /> {t('in.reject')}
        </button>
        <button type="button" className="button go" onClick={() => void ask(window.dialdesk.calls.answer({ ...one, others: 'hold' }))}>
          <IconPhone size={18} aria-hidden /> {t(second ? 'in.holdAnswer' : 'in.answer')}
        </button>
      </div>
    </div>
  )
}
