import {
  IconArrowsExchange,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerRecord,
  IconPlayerStop,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { acceleratorText } from '../../i18n/accelerator.ts'
import { useApp } from '../../state/app-store.ts'
import css from './call-controls.module.css'
import { useLetters } from './use-letters.ts'

export type SidePane = 'keypad' | 'transfer' | 'add'
type Props = {
  readonly call: CallView
  readonly pane: SidePane
  readonly onPane: (pane: SidePane) => void
  readonly request: (call: Promise<unknown>) => void
  readonly onRecord: () => void
}

/** What can be done with the call in front; each control shows what was confirmed. */
export function CallControls({ call, pane, onPane, request, onRecord }: Props) {
  const { t } = useTranslation()
  const { calls } = window.dialdesk
  const up = useApp((s) => s.calls.filter((c) => c.state === 'connected').length)
  const recordings = useApp((s) => s.recordings)
  const mac = useApp(({ environment }) => environment.platform === 'darwin')
  const connected = call.state === 'connected'
  const one = { callId: call.id }
  const setMuted = (): void => request(calls.setMuted({ ...one, on: !call.muted }))
  const setHold = (): void => request(calls.setHold({ ...one, on: !call.hold.local }))
  const toggle = (which: SidePane): void => onPane(pane === which ? 'keypad' : which)
  useLetters(
    {
      m: setMuted,
      h: setHold,
      t: () => connected && toggle('transfer'),
      a: () => connected && toggle('add'),
    },
    true,
  )
  return (
    <div className={css['controls']}>
      <Control
        icon={call.muted ? <IconMicrophoneOff size={20} aria-hidden /> : <IconMicrophone size={20} aria-hidden />}
        label={t(call.muted ? 'call.unmute' : 'call.mute')}
        letter="M"
        pressed={call.muted}
        onClick={setMuted}
      />
      <Control
        icon={call.hold.local ? <IconPlayerPlay size={20} aria-hidden /> : <IconPlayerPause size={20} aria-hidden />}
        label={t(call.hold.local ? 'call.resume' : 'call.hold')}
        letter="H"
        pressed={call.hold.local}
        disabled={!connected || call.hold.pending}
        onClick={setHold}
      />
      <Control
        icon={<IconArrowsExchange size={20} aria-hidden />}
        label={t('call.transfer')}
        letter="T"
        pressed={pane === 'transfer'}
        disabled={!connected}
        onClick={() => toggle('transfer')}
      />
      <Control
        icon={<IconUserPlus size={20} aria-hidden />}
        label={t('call.add')}
        letter="A"
        pressed={pane === 'add'}
        disabled={!connected}
        onClick={() => toggle('add')}
      />
      <button type="button" className={`${css['control']} control end`} onClick={() => request(calls.hangUp({ ...one, whole: true }))}>
        <IconPhoneOff size={20} aria-hidden />
        {t(call.conference ? 'call.endAll' : 'call.end')}
        <small aria-hidden="true">{acceleratorText(t, 'CommandOrControl+E', mac)}</small>
      </button>
      <div className={`${css['controls-more']} controls-more`}>
        {up > 1 && (
          <button
            type="button"
            className="button"
            aria-pressed={call.conference}
            onClick={() => request(calls.setConference({ on: !call.conference }))}
          >
            <IconUsers size={16} aria-hidden /> {t(call.conference ? 'call.split' : 'call.conference')}
          </button>
        )}
        {!recordings.disabled && (
          <button type="button" className="button" aria-pressed={call.recording !== null} disabled={!connected} onClick={onRecord}>
            {call.recording === null ? <IconPlayerRecord size={16} aria-hidden /> : <IconPlayerStop size={16} aria-hidden />}
            {t(call.recording === null ? 'rec.start' : 'rec.stop')}
          </button>
        )}
      </div>
    </div>
  )
}

type ControlProps = {
  readonly icon: ReactNode
  readonly label: string
  readonly letter?: string
  readonly pressed: boolean
  readonly disabled?: boolean
  readonly onClick: () => void
}

function Control({ icon, label, letter, pressed, disabled = false, onClick }: ControlProps) {
  return (
    <button type="button" className={`${css['control']} control`} aria-pressed={pressed} disabled={disabled} onClick={onClick}>
      {icon}
      {label}
      {letter && <small aria-hidden="true">{letter}</small>}
    </button>
  )
}
