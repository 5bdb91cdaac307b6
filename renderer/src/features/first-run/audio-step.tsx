import { IconCircleCheck } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stopTracks, voiceConstraints } from '../../audio/microphone.ts'
import { getAudio } from '../../audio/running-audio.ts'
import { DeviceSelect } from '../../components/device-select.tsx'
import { LevelMeter } from '../../components/level-meter.tsx'
import { useApp } from '../../state/app-store.ts'
import css from './first-run.module.css'

export function AudioStep() {
  const { t } = useTranslation()
  const { microphone, echoCancellation, noiseSuppression, gainControl } = useApp((s) => s.settings.audio)
  const platform = useApp((s) => s.environment.platform)
  const [stream, setStream] = useState<MediaStream | 'denied' | null>(null)
  useEffect(() => {
    let current: MediaStream | null = null
    let gone = false
    // as in a call: what the bar shows is what the others would get
    const voice = voiceConstraints({ microphone, echoCancellation, noiseSuppression, gainControl })
    navigator.mediaDevices.getUserMedia({ audio: voice }).then(
      (opened) => {
        if (gone) return stopTracks(opened)
        current = opened
        setStream(opened)
      },
      () => !gone && setStream('denied'),
    )
    return () => {
      gone = true
      if (current) stopTracks(current)
    }
  }, [microphone, echoCancellation, noiseSuppression, gainControl])
  return (
    <>
      <DeviceSelect kind="microphone" label={t('audio.microphone')} />
      <LevelMeter stream={stream === 'denied' ? null : stream} />
      <WithTry label={t('audio.testTone')} onTry={() => getAudio()?.trySound('ringback', 'speaker')}>
        <DeviceSelect kind="speaker" label={t('audio.speaker')} />
      </WithTry>
      <WithTry label={t('audio.ring')} onTry={() => getAudio()?.trySound('classic', 'ringer')}>
        <DeviceSelect kind="ringer" label={t('audio.ringer')} />
      </WithTry>
      {stream === 'denied' ? (
        <p className="note bad" role="alert">
          <span>
            {t('call.micDenied')} {t(`audio.wayOut.${platform}`)}
          </span>
        </p>
      ) : (
        stream && (
          <p className="note ok" role="status">
            <IconCircleCheck size={16} aria-hidden /> <span>{t('first.micWorks')}</span>
          </p>
        )
      )}
    </>
  )
}

function WithTry({ label, onTry, children }: { readonly label: string; readonly onTry: () => void; readonly children: ReactNode }) {
  return (
    <div className={css['first-try']}>
      <span className="grow">{children}</span>
      <button type="button" className="button" onClick={onTry}>
        {label}
      </button>
    </div>
  )
}
