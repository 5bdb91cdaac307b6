import { IconMicrophone, IconMicrophoneOff, IconPhoneOff, IconUser } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { LevelMeter } from '../../components/level-meter.tsx'
import { PartyBadge } from '../../components/party-badge.tsx'
import { partyName } from '../../components/party-name.ts'
import { useCallStreams } from '../../hooks/use-call-streams.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './participants.module.css'

/** Everyone in the conference, the user first: how loud each is, and what can be done with one alone. */
export function Participants() {
  const { t } = useTranslation()
  const calls = useApp((s) => s.calls).filter((c) => c.conference && c.state !== 'ended')
  const { microphone } = useCallStreams(null)
  const muted = calls.every((c) => c.muted)
  return (
    <section aria-labelledby="participants-title">
      <h2 id="participants-title">{t('call.participants')}</h2>
      <ul className={css['participants']}>
        <li>
          <PartyBadge name={null} small icon={IconUser} />
          <span className={css['who']}>{t('call.you')}</span>
          <span className={css['participant-state']}>{muted && t('call.participantMuted')}</span>
          <LevelMeter stream={microphone} />
          <span className={css['participant-buttons']} />
        </li>
        {calls.map((c) => (
          <Participant key={c.id} call={c} />
        ))}
      </ul>
    </section>
  )
}

function Participant({ call }: { readonly call: CallView }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const { remote } = useCallStreams(call.media.legId)
  const { id: callId, remoteMuted } = call
  const name = call.contact?.name ?? call.remote.name ?? (call.remote.number ? displayNumber(call.remote.number, region) : partyName(t, call))
  return (
    <li>
      <PartyBadge name={call.contact?.name ?? call.remote.name} small />
      <bdi className={css['who']}>{name}</bdi>
      <span className={css['participant-state']}>{remoteMuted && t('call.participantMuted')}</span>
      <LevelMeter stream={remote} />
      <span className={css['participant-buttons']}>
        <IconButton
          label={t(remoteMuted ? 'call.unmuteParticipant' : 'call.muteParticipant', { name })}
          onClick={() => void window.dialdesk.calls.setRemoteMuted({ callId, on: !remoteMuted })}
        >
          {remoteMuted ? <IconMicrophoneOff size={18} aria-hidden /> : <IconMicrophone size={18} aria-hidden />}
        </IconButton>
        <IconButton label={t('call.dropParticipant', { name })} onClick={() => void window.dialdesk.calls.hangUp({ callId })}>
          <IconPhoneOff size={18} aria-hidden />
        </IconButton>
      </span>
    </li>
  )
}
