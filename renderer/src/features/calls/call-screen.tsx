import { IconAlertTriangle, IconMicrophone, IconMicrophoneOff, IconPhone, IconPhoneOff, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/call.ts'
import { displayNumber, readPhoneNumber } from '../../../../shared/phone-number.ts'
import { useClock } from '../../app/use-clock.ts'
import { isTextField } from '../../app/use-shortcuts.ts'
import { countryName, duration } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { useAsk } from '../../state/use-call.ts'
import { FailureNote } from '../../ui/failure-text.tsx'
import { Lamp } from '../../ui/lamp.tsx'
import { EmergencyConfirm } from '../dialer/emergency-confirm.tsx'
import { useDial } from '../dialer/use-dial.ts'
import { CallAudio } from './call-audio.tsx'
import { CallKeypad } from './call-keypad.tsx'
import { partyName } from './party.ts'
import { stateText } from './state-text.ts'
import './calls.css'

type Props = { readonly call: CallView; readonly onClose: () => void }

const END_SHOWN = 4000

/** The call in front: who, how long, what can be done; every control shows what was confirmed. */
export function CallScreen({ call, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const line = useApp((s) => s.lines.lines.find((l) => l.id === call.lineId))
  const region = useApp(regionOf)
  const { failure, ask } = useAsk()
  const redial = useDial(() => {})
  const over = call.state === 'ended'
  const now = useClock(!over)
  const destination = readPhoneNumber(call.remote.number, region)?.region
  useEffect(() => {
    if (!over) return
    const timer = setTimeout(onClose, END_SHOWN)
    return () => clearTimeout(timer)
  }, [over, onClose])

  const setMuted = (): void => void ask(window.dialdesk.calls.setMuted({ callId: call.id, on: !call.muted }))
  const setHold = (): void => void ask(window.dialdesk.calls.setHold({ callId: call.id, on: !call.hold.local }))
  useLetters({ m: setMuted, h: setHold }, !over)
  const name = partyName(t, call.remote)
  const shownNumber = displayNumber(call.remote.number, region)

  return (
    <div className="in-call">
      <section className="in-call-main" aria-label={name} data-pane>
        <p className={`call-state ${over ? 'over' : call.state === 'connected' ? '' : 'wait'}`}>
          <Lamp state={over ? 'off' : call.state === 'connected' ? 'in-call' : 'ringing'} />
          {stateText(t, call)}
        </p>
        <div className="call-who">
          <div style={{ minWidth: 0 }}>
            <h1>
              <bdi>{call.remote.name ?? (call.remote.number ? shownNumber : name)}</bdi>
            </h1>
            {call.remote.name && <p className="number num">{shownNumber}</p>}
          </div>
          {call.connectedAt !== null && (
            <div className="call-timer num" role="timer">
              {duration((call.endedAt ?? now) - call.connectedAt)}
            </div>
          )}
        </div>
        <dl className="call-facts">
          <Fact name={t('call.line')}>{line?.label ?? call.lineId}</Fact>
          <Fact name={t('call.direction')}>{t(`call.${call.direction}`)}</Fact>
          {destination && <Fact name={t('call.destination')}>{countryName(destination, i18n.language)}</Fact>}
          {call.media.codec && <Fact name={t('call.codec')}>{call.media.codec}</Fact>}
        </dl>
        {over ? (
          <div className="controls">
            {call.direction === 'outgoing' && (
              <button type="button" className="control" onClick={() => void redial.dial(call.dialled, call.lineId, 'redial')}>
                <IconPhone size={20} aria-hidden /> {t('call.redial')}
              </button>
            )}
            <button type="button" className="control" onClick={onClose}>
              {t('call.back')}
            </button>
          </div>
        ) : (
          <div className="controls">
            <button type="button" className="control" aria-pressed={call.muted} onClick={setMuted}>
              {call.muted ? <IconMicrophoneOff size={20} aria-hidden /> : <IconMicrophone size={20} aria-hidden />}
              {t(call.muted ? 'call.unmute' : 'call.mute')}
              <small aria-hidden="true">M</small>
            </button>
            <button
              type="button"
              className="control"
              aria-pressed={call.hold.local}
              disabled={call.state !== 'connected' || call.hold.pending}
              onClick={setHold}
            >
              {call.hold.local ? <IconPlayerPlay size={20} aria-hidden /> : <IconPlayerPause size={20} aria-hidden />}
              {t(call.hold.local ? 'call.resume' : 'call.hold')}
              <small aria-hidden="true">H</small>
            </button>
            <button type="button" className="control end" onClick={() => void ask(window.dialdesk.calls.hangUp({ callId: call.id }))}>
              <IconPhoneOff size={20} aria-hidden />
              {t('call.end')}
              <small aria-hidden="true">Ctrl E</small>
            </button>
          </div>
        )}
        <FailureNote failure={failure ?? redial.failure} />
        {!over && <MediaNotes call={call} />}
        {!over && <CallAudio />}
      </section>
      {!over && <CallKeypad call={call} />}
      {redial.toConfirm && <EmergencyConfirm number={redial.toConfirm.number} onNo={redial.forget} onYes={redial.confirm} />}
    </div>
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

/** What keeps the sound from flowing, in words. */
function MediaNotes({ call: { media, hold } }: { readonly call: CallView }) {
  const { t } = useTranslation()
  const microphone = { denied: 'call.micDenied', missing: 'call.micMissing', failed: 'call.micFailed' }[media.microphone as 'denied'] as
    | string
    | undefined
  const notes = [
    media.leg === 'blocked' && t('call.blocked'),
    microphone && t(microphone),
    media.silent && t('call.noAudio'),
    hold.failed && t('call.holdFailed'),
  ].filter((n) => typeof n === 'string')
  return notes.map((note) => (
    <p key={note} className="note bad" role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <span>{note}</span>
    </p>
  ))
}

/** Single letters act while no text field has the focus. */
function useLetters(actions: Readonly<Record<string, () => void>>, on: boolean): void {
  useEffect(() => {
    if (!on) return
    const onKey = (e: KeyboardEvent): void => {
      if (e.repeat || e.ctrlKey || e.metaKey || e.altKey || isTextField(e.target)) return
      actions[e.key.toLowerCase()]?.()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
