import { IconChevronDown, IconPlayerPause, IconPlayerPlay, IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { answerCall } from '../../audio/answer-call.ts'
import { Elapsed } from '../../components/elapsed.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { MenuButton } from '../../components/menu-button.tsx'
import { partyName } from '../../components/party-name.ts'
import { StatusDot } from '../../components/status-dot.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { isRingingIn, regionOf } from '../../state/selectors.ts'
import css from './call-strips.module.css'

/** A strip for each call besides the one in front: who rings, who waits, who is in the conference. */
export function CallStrips({ front }: { readonly front: CallView }) {
  const calls = useApp((s) => s.calls)
  const { busy, failure, request } = useRequest()
  const others = calls.filter((c) => c.id !== front.id && c.state !== 'ended')
  return (
    <>
      {others.map((c) =>
        isRingingIn(c) ? <Ringing key={c.id} call={c} busy={busy} request={request} /> : <Waiting key={c.id} call={c} request={request} />,
      )}
      <FailureNote failure={failure} />
    </>
  )
}

type Request = ReturnType<typeof useRequest>['request']

function Ringing({ call, busy, request }: { readonly call: CallView; readonly busy: boolean; readonly request: Request }) {
  const { t } = useTranslation()
  const line = useApp((s) => s.lines.lines.find((l) => l.id === call.lineId)?.label ?? call.lineId)
  const { calls } = window.dialdesk
  const one = { callId: call.id }
  return (
    <section className={`${css['strip']} strip ${css['strip-ringing']} ringing`} aria-label={t('in.secondOn', { line })} data-pane>
      <StatusDot state="ringing" />
      <Who call={call} word={t('in.secondOn', { line })} />
      <button type="button" className="button stop-edge" disabled={busy} onClick={() => void request(calls.reject(one))}>
        {t('in.reject')}
      </button>
      <span className="split">
        <button type="button" className="button go main" disabled={busy} onClick={() => void request(answerCall(calls, { ...one, others: 'hold' }))}>
          {t('in.holdAnswer')}
        </button>
        <MenuButton
          className="button go more"
          disabled={busy}
          aria-label={t('in.more')}
          menu={(Menu) => (
            <>
              <Menu.Item onClick={() => void request(answerCall(calls, { ...one, others: 'end' }))}>{t('in.endAnswer')}</Menu.Item>
              <Menu.Item onClick={() => void request(calls.silence(one))}>{t('in.silence')}</Menu.Item>
            </>
          )}
        >
          <IconChevronDown size={16} aria-hidden />
        </MenuButton>
      </span>
    </section>
  )
}

function Waiting({ call, request }: { readonly call: CallView; readonly request: Request }) {
  const { t } = useTranslation()
  const { calls } = window.dialdesk
  const word = call.conference
    ? t('call.inConference')
    : call.hold.failed
      ? t('call.holdFailedMuted')
      : call.state === 'connected'
        ? t(call.hold.local ? 'call.held' : 'call.holding')
        : t(call.state === 'ringing' ? 'call.remoteRinging' : 'call.calling')
  const name = partyName(t, call)
  return (
    <section className={`${css['strip']} strip`} aria-label={`${word}: ${name}`} data-pane>
      {call.conference ? <IconUsers size={18} aria-hidden /> : <IconPlayerPause size={18} color="var(--status-warning)" aria-hidden />}
      <Who call={call} word={word} />
      {call.connectedAt !== null && (
        <span className="num">
          <Elapsed since={call.connectedAt} />
        </span>
      )}
      {!call.conference && call.state === 'connected' && (
        <button
          type="button"
          className="button"
          disabled={call.hold.pending}
          aria-label={t('call.resumeNamed', { name })}
          onClick={() => void request(calls.setHold({ callId: call.id, on: false }))}
        >
          <IconPlayerPlay size={16} aria-hidden /> {t('call.resume')}
        </button>
      )}
      <button
        type="button"
        className="button stop-edge"
        aria-label={t('call.endNamed', { name })}
        onClick={() => void request(calls.hangUp({ callId: call.id, whole: false }))}
      >
        {t('call.endShort')}
      </button>
    </section>
  )
}

function Who({ call, word }: { readonly call: CallView; readonly word: string }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const name = call.contact?.name ?? call.remote.name
  return (
    <span className={css['strip-who']}>
      <small>
        <bdi>{word}</bdi>
      </small>
      <span>
        <b>
          <bdi>{name ?? (call.remote.number ? displayNumber(call.remote.number, region) : partyName(t, call))}</bdi>
        </b>{' '}
        {name && <span className="num">{displayNumber(call.remote.number, region)}</span>}
      </span>
    </span>
  )
}
