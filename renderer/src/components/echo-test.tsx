import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setSink } from '../audio/media-leg.ts'
import { stopTracks, voiceConstraints } from '../audio/microphone.ts'
import { useApp } from '../state/app-store.ts'

/** ms. */
const SPEAK_FOR = 3000

/** Three seconds of the microphone, played back through the speaker: what the other side would hear, without a call. */
export function EchoTest() {
  const { t } = useTranslation()
  const { microphone, speaker, echoCancellation, noiseSuppression, gainControl } = useApp((s) => s.settings.audio)
  const [state, setState] = useState<'idle' | 'listening' | 'playing' | 'failed'>('idle')
  const end = useRef<() => void>(() => {})
  useEffect(() => () => end.current(), [])
  const run = async (): Promise<void> => {
    setState('listening')
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: voiceConstraints({ microphone, echoCancellation, noiseSuppression, gainControl }),
      })
      const pieces: Blob[] = []
      const recorder = new MediaRecorder(stream)
      end.current = () => stopTracks(stream)
      recorder.ondataavailable = ({ data }) => pieces.push(data)
      recorder.onstop = async () => {
        stopTracks(stream)
        const element = new Audio(URL.createObjectURL(new Blob(pieces, { type: recorder.mimeType })))
        end.current = () => element.pause()
        const over = (): void => {
          URL.revokeObjectURL(element.src)
          setState('idle')
        }
        element.onended = over
        element.onerror = over
        await setSink(element, speaker)
        setState('playing')
        await element.play().catch(over)
      }
      recorder.start()
      setTimeout(() => recorder.stop(), SPEAK_FOR)
    } catch {
      setState('failed')
    }
  }
  return (
    <div className="row">
      <button type="button" className="button" disabled={state === 'listening' || state === 'playing'} onClick={() => void run()}>
        {t('audio.echoTest')}
      </button>
      <span role="status">{state !== 'idle' && t(`audio.echoState.${state}`)}</span>
    </div>
  )
}
