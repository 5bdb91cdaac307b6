import { IconPhoneOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Elapsed } from '../components/elapsed.tsx'
import { partyName } from '../components/party-name.ts'
import { useApp } from '../state/app-store.ts'
import { runningCall } from '../state/selectors.ts'
import css from './call-bar.module.css'

/** The running call, on every screen except the phone screen. */
export function CallBar({ onShow }: { readonly onShow: () => void }) {
  const { t } = useTranslation()
  const call = useApp(runningCall)
  if (!call) return null
  return (
    <section className={css['call-bar']} aria-label={t('call.connected')}>
      <button type="button" className="plain grow" onClick={onShow} aria-label={t('call.show')}>
        <b>
          <bdi>{partyName(t, call)}</bdi>
        </b>{' '}
        <span className="num">
          {call.connectedAt === null ? t(call.state === 'ringing' ? 'call.remoteRinging' : 'call.calling') : <Elapsed since={call.connectedAt} />}
        </span>
      </button>
      <button type="button" className="button small stop" onClick={() => void window.dialdesk.calls.hangUp({ callId: call.id, whole: true })}>
        <IconPhoneOff size={16} aria-hidden /> {t('call.end')}
      </button>
    </section>
  )
}
