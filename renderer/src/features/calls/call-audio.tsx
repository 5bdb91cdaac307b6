import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getAudio } from '../../app/audio-context.ts'
import { measureLevel } from '../../audio/level-meter.ts'
import { openSettings } from '../../state/navigation.ts'
import { DeviceSelect } from '../settings/device-select.tsx'

/** Microphone and speaker in a call, each with its level. */
export function CallAudio({ legId }: { readonly legId: number | null }) {
  const { t } = useTranslation()
  const streams = useStreams(legId)
  return (
    <section aria-labelledby="call-audio-title">
      <div className="pane-head">
        <h2 id="call-audio-title">{t('call.audio')}</h2>
        <button type="button" className="text-button" onClick={() => openSettings('audio')}>
          {t('header.audio')}
        </button>
      </div>
      <div className="call-audio">
        <span>{t('audio.microphone')}</span>
        <DeviceSelect kind="microphone" />
        <Meter stream={streams.microphone} />
        <span>{t('audio.speaker')}</span>
        <DeviceSelect kind="speaker" />
        <Meter stream={streams.remote} />
      </div>
    </section>
  )
}

/** A level bar, painted without React: fifteen times a second would be fifteen renders a second. */
export function Meter({ stream }: { readonly stream: MediaStream | null }) {
  const { t } = useTranslation()
  const meter = useRef<HTMLSpanElement>(null)
  const bar = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (!stream) return
    return measureLevel(stream, (level) => {
      if (bar.current) bar.current.style.transform = `scaleX(${level.toFixed(2)})`
      meter.current?.setAttribute('aria-valuenow', String(Math.round(level * 100)))
    })
  }, [stream])
  return (
    // biome-ignore lint/a11y/useSemanticElements: every system paints <meter> its own way, and at its own pace
    <span ref={meter} className="meter" role="meter" aria-label={t('audio.level')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={0}>
      <span ref={bar} />
    </span>
  )
}

function useStreams(legId: number | null): { microphone: MediaStream | null; remote: MediaStream | null } {
  const [streams, setStreams] = useState<{ microphone: MediaStream | null; remote: MediaStream | null }>({ microphone: null, remote: null })
  useEffect(() => {
    const agent = getAudio()?.agent
    if (!agent) return
    const read = async (): Promise<void> => {
      const microphone = (await agent.microphoneStream?.catch(() => null)) ?? null
      const remote = agent.remoteStream(legId)
      setStreams((s) => (s.microphone === microphone && s.remote === remote ? s : { microphone, remote }))
    }
    void read()
    return agent.watch(() => void read())
  }, [legId])
  return streams
}
