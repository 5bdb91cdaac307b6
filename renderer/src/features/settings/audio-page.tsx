import { Slider, Switch } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stopTracks } from '../../audio/microphone.ts'
import { getAudio } from '../../audio/running-audio.ts'
import { DeviceSelect } from '../../components/device-select.tsx'
import { EchoTest } from '../../components/echo-test.tsx'
import { LevelMeter } from '../../components/level-meter.tsx'
import { useDevices } from '../../hooks/use-devices.ts'
import { useApp } from '../../state/app-store.ts'
import css from './audio-page.module.css'

/** Devices by purpose with their levels, what the voice goes through, the headset's buttons, and an echo test. */
export function AudioPage() {
  const { t } = useTranslation()
  const audio = useApp((s) => s.settings.audio)
  const platform = useApp((s) => s.environment.platform)
  const devices = useDevices()
  const [test, setTest] = useState<MediaStream | 'denied' | null>(null)
  const [headset, setHeadset] = useState<string | null>(null)
  useEffect(() => () => stop(test), [test])
  const toggle = async (): Promise<void> => {
    if (test) return setTest(null)
    const device = audio.microphone === 'default' ? {} : { deviceId: { ideal: audio.microphone } }
    setTest(await navigator.mediaDevices.getUserMedia({ audio: device }).catch(() => 'denied' as const))
  }
  const change = (part: Partial<typeof audio>): void => void window.dialdesk.settings.change({ audio: part })
  return (
    <>
      <h2>{t('settings.audio')}</h2>
      <div className="narrow">
        {devices?.microphones.length === 0 && <p className="note wait">{t('audio.noMicrophone')}</p>}
        <DeviceSelect kind="microphone" label={t('audio.microphone')} />
        <div className="row">
          <button type="button" className="button" onClick={() => void toggle()}>
            {t(test ? 'audio.stopTest' : 'audio.test')}
          </button>
          <span className="grow">
            <LevelMeter stream={test === 'denied' ? null : test} />
          </span>
        </div>
        <Volume
          label={t('audio.microphoneGain')}
          min={-20}
          max={20}
          value={audio.microphoneGain}
          text={(v) => `${v > 0 ? '+' : ''}${v} dB`}
          onEnd={(microphoneGain) => change({ microphoneGain })}
        />
        {test === 'denied' && (
          <p className="note bad" role="alert">
            <span>
              {t('call.micDenied')} {t(`audio.wayOut.${platform}`)}
            </span>
          </p>
        )}
        <Output kind="speaker" test={t('audio.testTone')} onTest={() => getAudio()?.trySound('ringback', 'speaker')} />
        <Output kind="ringer" test={t('audio.ring')} onTest={() => getAudio()?.trySound('classic', 'ringer')} />
        <p className="note">{t('audio.plugHint')}</p>
        <h2>{t('audio.voice')}</h2>
        <Switch checked={audio.echoCancellation} onChange={(e) => change({ echoCancellation: e.currentTarget.checked })} label={t('audio.echo')} />
        <Switch checked={audio.noiseSuppression} onChange={(e) => change({ noiseSuppression: e.currentTarget.checked })} label={t('audio.noise')} />
        <Switch checked={audio.gainControl} onChange={(e) => change({ gainControl: e.currentTarget.checked })} label={t('audio.gain')} />
        <h2>{t('audio.echoTitle')}</h2>
        <EchoTest />
        <h2>{t('audio.headset')}</h2>
        <p>{t('audio.headsetHint')}</p>
        <div className="row">
          <button
            type="button"
            className="button"
            onClick={() =>
              void getAudio()
                ?.chooseHeadset()
                .then((name) => setHeadset(name ?? t('audio.headsetNone')))
            }
          >
            {t('audio.headsetChoose')}
          </button>
          {headset && <span role="status">{headset}</span>}
        </div>
      </div>
    </>
  )
}

type OutputProps = { readonly kind: 'speaker' | 'ringer'; readonly test: string; readonly onTest: () => void }

/** A device that sounds: which one, how it sounds, and how loud. */
function Output({ kind, test, onTest }: OutputProps) {
  const { t } = useTranslation()
  const volume = `${kind}Volume` as const
  const value = useApp((s) => s.settings.audio[volume])
  return (
    <>
      <DeviceSelect kind={kind} label={t(`audio.${kind}`)} />
      <div className="row">
        <button type="button" className="button" onClick={onTest}>
          {test}
        </button>
      </div>
      <Volume
        label={t(`audio.${volume}`)}
        min={0}
        max={1}
        step={0.05}
        value={value}
        text={(part) => `${Math.round(part * 100)} %`}
        onEnd={(loudness) => void window.dialdesk.settings.change({ audio: { [volume]: loudness } })}
      />
    </>
  )
}

type VolumeProps = {
  readonly label: string
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly value: number
  readonly text: (value: number) => string
  readonly onEnd: (value: number) => void
}

/** A slider that shows its value while moved and reports it on release. */
function Volume({ label, min, max, step = 1, value, text, onEnd }: VolumeProps) {
  const [shown, setShown] = useState(value)
  useEffect(() => setShown(value), [value])
  return (
    <div className={css['volume']}>
      <span>{label}</span>
      <Slider
        thumbLabel={label}
        label={null}
        min={min}
        max={max}
        step={step}
        value={shown}
        onChange={setShown}
        onChangeEnd={onEnd}
        thumbProps={{ 'aria-valuetext': text(shown) }}
      />
      <span className="num">{text(shown)}</span>
    </div>
  )
}

function stop(stream: MediaStream | 'denied' | null): void {
  if (stream && stream !== 'denied') stopTracks(stream)
}
