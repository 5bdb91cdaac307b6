import { IconAlertTriangle, IconLock, IconPlayerRecordFilled } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { minutesLeft } from '../../../../shared/domain/call-spending.ts'
import { displayNumber, readPhoneNumber } from '../../../../shared/domain/phone-number.ts'
import { aboutMinutes } from '../../components/balance-at-rate.tsx'
import { Elapsed } from '../../components/elapsed.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { PartyBadge } from '../../components/party-badge.tsx'
import { partyName } from '../../components/party-name.ts'
import { Price } from '../../components/price.tsx'
import { StatusDot } from '../../components/status-dot.tsx'
import { useClock } from '../../hooks/use-clock.ts'
import { useRate } from '../../hooks/use-rate.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { countryName } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { AddCallPane } from './add-call-pane.tsx'
import { CallAudio } from './call-audio.tsx'
import { CallControls, type SidePane } from './call-controls.tsx'
import { CallKeypad } from './call-keypad.tsx'
import css from './call-screen.module.css'
import { CallStrips } from './call-strips.tsx'
import { Participants } from './participants.tsx'
import { Quality } from './quality.tsx'
import { RecordingBrokenOff } from './recording-broken-off.tsx'
import { ConsentDialog, useRecording } from './recording-consent.tsx'
import { callLook, stateText } from './state-text.ts'
import { ConsultPane, TransferPane } from './transfer-pane.tsx'

/** The call in front: who, how long, what can be done. */
export function CallScreen({ call }: { readonly call: CallView }) {
  const { t } = useTranslation()
  const { failure, request } = useRequest()
  const [pane, setPane] = useState<SidePane>('keypad')
  const recording = useRecording(call)
  const look = callLook(call)
  const main = useRef<HTMLElement>(null)
  // the field or button that began the call is gone with the screen it was on
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={css['call-screen']}>
      <section ref={main} className={css['in-call-main']} aria-label={partyName(t, call)} tabIndex={-1} data-pane>
        <p className={`${css['call-state']} call-state ${css[look.tone] ?? ''}`}>
          <StatusDot state={look.dot} />
          {stateText(t, call)}
        </p>
        <CallHero call={call} />
        <CallFacts call={call} />
        <CallControls
          call={call}
          pane={pane}
          onPane={setPane}
          request={(call) => void request(call as Promise<{ ok: true; value: undefined }>)}
          onRecord={recording.toggle}
        />
        {/* below what is pressed in a hurry, which stays where it is when another call comes */}
        <CallStrips front={call} />
        {call.conference && <Participants />}
        <FailureNote failure={failure ?? recording.failure} />
        <CallNotes call={call} />
        <CallAudio legId={call.media.legId} />
        <Quality call={call} />
      </section>
      <Side call={call} pane={pane} onPane={setPane} />
      {recording.asking && <ConsentDialog onNo={recording.forget} onYes={recording.agree} />}
    </div>
  )
}

function Side({ call, pane, onPane }: { readonly call: CallView; readonly pane: SidePane; readonly onPane: (pane: SidePane) => void }) {
  const calls = useApp((s) => s.calls)
  const running = calls.filter((c) => c.state !== 'ended')
  const consult = call.consultFor !== null ? call : running.find((c) => c.consultFor === call.id)
  const first = consult && running.find((c) => c.id === consult.consultFor)
  if (consult && first) return <ConsultPane consult={consult} first={first} />
  switch (pane) {
    case 'keypad':
      return <CallKeypad call={call} />
    case 'transfer':
      return <TransferPane call={call} onDone={() => onPane('keypad')} />
    case 'add':
      return <AddCallPane call={call} onDone={() => onPane('keypad')} />
  }
}

function CallHero({ call }: { readonly call: CallView }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const name = call.contact?.name ?? call.remote.name
  const shownNumber = displayNumber(call.remote.number, region)
  return (
    <div className={css['call-who']}>
      <PartyBadge name={name} />
      <div className="grow">
        <h1>
          <bdi>{name ?? (call.remote.number ? shownNumber : partyName(t, call))}</bdi>
        </h1>
        {name && <p className={`${css['number']} num`}>{shownNumber}</p>}
      </div>
      {call.connectedAt !== null && (
        <div className={css['call-times']}>
          <div className={`${css['call-timer']} num`} role="timer">
            <Elapsed since={call.connectedAt} />
          </div>
          <TimeLeft callId={call.id} />
        </div>
      )}
    </div>
  )
}

/** Minutes from which a balance is nearly used up. */
const FEW_MINUTES = 3

/** For how long the balance lasts for all calls that run, where their price is known. */
function TimeLeft({ callId }: { readonly callId: string }) {
  const { t } = useTranslation()
  const now = useClock(true)
  const spending = useApp((s) => s.callSpending)
  const balance = useApp((s) => s.account.balance)
  const left = spending.some((call) => call.callId === callId) ? minutesLeft(balance, spending, now) : null
  if (left === null) return null
  return (
    <small className={`num ${left < FEW_MINUTES ? 'bad-text' : ''}`} data-time-left>
      {t('balance.left', { time: aboutMinutes(t, left) })}
    </small>
  )
}

function CallFacts({ call }: { readonly call: CallView }) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const line = useApp((s) => s.lines.lines.find((l) => l.id === call.lineId))
  const number = readPhoneNumber(call.remote.number, region)
  const rate = useRate(call.direction === 'outgoing' ? (number?.e164 ?? null) : null)
  return (
    <dl className={`${css['call-facts']} call-facts`}>
      <Fact name={t('call.line')}>{line?.label ?? call.lineId}</Fact>
      <Fact name={t('call.direction')}>
        {t(`call.${call.direction}`)}
        {call.hidden && ` · ${t('call.hidden')}`}
      </Fact>
      {number && <Fact name={t('call.destination')}>{countryName(number.region ?? '', i18n.language)}</Fact>}
      {(rate.state === 'known' || rate.state === 'failed') && (
        <Fact name={t('call.rate')}>
          <Price of={rate} />
        </Fact>
      )}
      {call.media.codec && <Fact name={t('call.codec')}>{call.media.codec}</Fact>}
      {call.state === 'connected' && (
        <Fact name={t('call.encryption')}>
          {call.media.encryption !== 'none' && <IconLock size={14} aria-hidden />} {t(`call.enc.${call.media.encryption}`)}
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  )
}

/** Warnings about the call: blocked or silent audio, microphone, reconnection, hold, transfer. */
function CallNotes({ call }: { readonly call: CallView }) {
  const { t } = useTranslation()
  const { media, hold, reconnectingSince, recording, transfer } = call
  const platform = useApp((s) => s.environment.platform)
  const microphone = { denied: 'call.micDenied', missing: 'call.micMissing', failed: 'call.micFailed' }[media.microphone as 'denied'] as
    | string
    | undefined
  const notes = [
    media.leg === 'blocked' && t('call.blocked'),
    microphone && [t(microphone), media.microphone === 'denied' && t(`audio.wayOut.${platform}`)].filter(Boolean).join(' '),
    media.silent && t('call.noAudio'),
    hold.failed && t('call.holdFailed'),
    transfer?.state === 'failed' && t('xfer.failed', { status: transfer.status ?? '-' }),
  ].filter((n) => typeof n === 'string')
  return (
    <>
      {recording !== null && (
        <p className="note rec" role="status">
          <IconPlayerRecordFilled size={16} color="var(--negative)" aria-hidden />
          <span>{t('rec.running')}</span>
        </p>
      )}
      <RecordingBrokenOff callId={call.id} />
      {reconnectingSince !== null && (
        <p className="note bad">
          <IconAlertTriangle size={16} aria-hidden />
          <span>
            {/* the seconds are not spoken one by one */}
            <span role="alert">{t('call.reconnecting', { time: '' }).trim()}</span>{' '}
            <span className="num" role="timer">
              <Elapsed since={reconnectingSince} />
            </span>
          </span>
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className="note bad" role="alert">
          <IconAlertTriangle size={16} aria-hidden />
          <span>{note}</span>
        </p>
      ))}
    </>
  )
}
