import type { DiagnosticStep } from '../../../../shared/domain/diagnostics.ts'
import type { AudioSettings } from '../../../../shared/domain/settings.ts'
import { listDevices, missingDevices } from '../../audio/devices.ts'
import { loudness } from '../../audio/loudness.ts'
import { stopTracks } from '../../audio/microphone.ts'
import { callEcho } from '../../hooks/echo-call.ts'

/** ms; where there is no sound at all, longer. */
const LISTEN_FOR = 800
const FIRST_SOUND = 4000
/** Level below which a microphone counts as silent, dBFS. */
const SILENT = -75

type Report = (step: DiagnosticStep) => void
const voice = (part: Pick<DiagnosticStep, 'check' | 'state' | 'result'> & Partial<DiagnosticStep>): DiagnosticStep => ({
  group: 'voice',
  lineId: null,
  details: {},
  ms: null,
  ...part,
})

/** The page's part of the self-check: loopback path, microphone with its level, speaker. */
export async function checkVoice(audio: AudioSettings, report: Report): Promise<void> {
  report(await checkLoopback())
  report(await checkMicrophone(audio))
  const devices = await listDevices().catch(() => null)
  const gone = devices !== null && missingDevices(audio, devices).includes('speaker')
  const none = devices?.speakers.length === 0
  report(
    voice({
      check: 'speaker',
      state: none || gone ? 'attention' : 'ok',
      result: none ? 'none' : gone ? 'gone' : 'ok',
      details: { device: audio.names.speaker },
    }),
  )
}

/** Two peer connections of this page find each other: what a call's own path to the phone process needs of the browser. */
async function checkLoopback(): Promise<DiagnosticStep> {
  const started = performance.now()
  const [a, b] = [new RTCPeerConnection({ iceServers: [] }), new RTCPeerConnection({ iceServers: [] })]
  try {
    a.onicecandidate = ({ candidate }) => candidate && void b.addIceCandidate(candidate).catch(() => {})
    b.onicecandidate = ({ candidate }) => candidate && void a.addIceCandidate(candidate).catch(() => {})
    a.createDataChannel('check')
    await a.setLocalDescription()
    await b.setRemoteDescription(a.localDescription as RTCSessionDescription)
    await b.setLocalDescription()
    await a.setRemoteDescription(b.localDescription as RTCSessionDescription)
    const up = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), 4000)
      a.onconnectionstatechange = () => {
        if (a.connectionState !== 'connected') return
        clearTimeout(timer)
        resolve(true)
      }
    })
    return voice({ check: 'loopback', state: up ? 'ok' : 'failed', result: up ? 'ok' : 'failed', ms: performance.now() - started })
  } finally {
    a.close()
    b.close()
  }
}

async function checkMicrophone({ microphone }: AudioSettings): Promise<DiagnosticStep> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: microphone === 'default' ? true : { deviceId: { ideal: microphone } } })
    const loudest = await loudness(stream, LISTEN_FOR, { level: SILENT, most: FIRST_SOUND })
    const device = stream.getAudioTracks()[0]?.label.slice(0, 300) ?? ''
    stopTracks(stream)
    const silent = loudest < SILENT
    return voice({
      check: 'microphone',
      state: silent ? 'attention' : 'ok',
      result: silent ? 'silent' : 'ok',
      details: { device, level: Math.round(loudest) },
    })
  } catch (e) {
    const result = e instanceof DOMException && e.name === 'NotAllowedError' ? 'denied' : 'missing'
    return voice({ check: 'microphone', state: 'failed', result })
  }
}

/** The echo call as a step of the self-check. */
export async function checkEcho(number: string, report: Report): Promise<void> {
  const { result, level, ms } = await callEcho(number)
  const state = result === 'ok' ? 'ok' : level === null ? 'skipped' : 'failed'
  report(voice({ check: 'echo', state, result, ms, details: level === null ? {} : { level } }))
}
