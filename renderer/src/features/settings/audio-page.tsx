import { Switch } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../state/app-store.ts'
import { Meter } from '../calls/call-audio.tsx'
import { DeviceSelect, useDevices } from './device-select.tsx'

/** Devices by purpose, the three voice switches, and a look at the microphone's level. */
export function AudioPage() {
  const { t } = useTranslation()
  const audio = useApp((s) => s.settings.audio)
  const devices = useDevices()
  const [test, setTest] = useState<MediaStream | 'denied' | null>(null)
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
        <div style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
          <button type="button" className="button" onClick={() => void toggle()}>
            {t(test ? 'audio.stopTest' : 'audio.test')}
          </button>
          <span style={{ flex: 1 }}>
            <Meter stream={test === 'denied' ? null : test} />
          </span>
        </div>
        {test === 'denied' && (
          <p className="note bad" role="alert">
            {t('call.micDenied')}
          </p>
        )}
        <DeviceSelect kind="speaker" label={t('audio.speaker')} />
        <DeviceSelect kind="ringer" label={t('audio.ringer')} />
        <h2>{t('audio.voice')}</h2>
        <Switch checked={audio.echoCancellation} onChange={(e) => change({ echoCancellation: e.currentTarget.checked })} label={t('audio.echo')} />
        <Switch checked={audio.noiseSuppression} onChange={(e) => change({ noiseSuppression: e.currentTarget.checked })} label={t('audio.noise')} />
        <Switch checked={audio.gainControl} onChange={(e) => change({ gainControl: e.currentTarget.checked })} label={t('audio.gain')} />
      </div>
    </>
  )
}

function stop(stream: MediaStream | 'denied' | null): void {
  if (stream && stream !== 'denied') for (const track of stream.getTracks()) track.stop()
}
