import { IconMicrophone, IconVolume } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { DeviceSelect } from '../../components/device-select.tsx'
import { LevelMeter } from '../../components/level-meter.tsx'
import { useCallStreams } from '../../hooks/use-call-streams.ts'
import { openSettings } from '../../state/navigation.ts'
import css from './call-audio.module.css'

/** Microphone and speaker in a call, each with its level. */
export const CallAudio = memo(function CallAudio({ legId }: { readonly legId: number | null }) {
  const { t } = useTranslation()
  const streams = useCallStreams(legId)
  return (
    <section aria-labelledby="call-audio-title">
      <div className="pane-head">
        <h2 id="call-audio-title">{t('call.audio')}</h2>
        <button type="button" className="text-button" onClick={() => openSettings('audio')}>
          {t('header.audio')}
        </button>
      </div>
      <div className={css['call-audio']}>
        <span className={css['audio-device']}>
          <IconMicrophone size={16} aria-hidden /> {t('audio.microphone')}
        </span>
        <DeviceSelect kind="microphone" />
        <LevelMeter stream={streams.microphone} />
        <span className={css['audio-device']}>
          <IconVolume size={16} aria-hidden /> {t('audio.speaker')}
        </span>
        <DeviceSelect kind="speaker" />
        <LevelMeter stream={streams.remote} />
      </div>
    </section>
  )
})
