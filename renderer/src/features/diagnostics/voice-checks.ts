import type { DiagnosticStep } from '../../../../shared/domain/diagnostics.ts'
import type { AudioSettings } from '../../../../shared/domain/settings.ts'
import { listDevices, missingDevices } from '../../audio/devices.ts'
import { stopTracks } from '../../audio/microphone.ts'
import { getAudio } from '../../audio/running-audio.ts'
import { useAppStore } from '../../state/app-store.ts'
import { currentLine } from '../../state/selectors.ts'

const LISTEN_FOR = 800
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

/** A stream's peak level over `ms`, dBFS. */
async function loudness(stream: MediaStream, ms: number): Promise<number> {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  let loudest = -100
  for (const until = performance.now() + ms; performance.now() < until; ) {
    await pause(40)
    analyser.getFloatTimeDomainData(samples)
    const power = samples.reduce((sum, v) => sum + v * v, 0) / samples.length
    loudest = Math.max(loudest, 10 * Math.log10(power + 1e-10))
  }
  await context.close()
  return loudest
}

async function checkMicrophone({ microphone }: AudioSettings): Promise<DiagnosticStep> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: microphone === 'default' ? true : { deviceId: { ideal: microphone } } })
    const loudest = await loudness(stream, LISTEN_FOR)
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

/** How long the far end may take to answer, and how long we listen then. */
const ANSWER_LIMIT = 20_000
const ECHO_FOR = 4000
/** Level from which the echo counts as heard, dBFS. */
const HEARD = -60

/** A call to a number that sends back what it hears: the whole way, both directions. It costs what that number costs. */
export async function checkEcho(number: string, report: Report): Promise<void> {
  const state = useAppStore.getState().state
  const line = state && currentLine(state)
  const skip = (result: string): void => report(voice({ check: 'echo', state: 'skipped', result }))
  if (number === '') return skip('no-number')
  if (!line || line.registration.state !== 'registered') return skip('no-line')
  if (state.calls.some((c) => c.state !== 'ended')) return skip('in-call')
  const started = performance.now()
  const { calls } = window.dialdesk
  const dialled = await calls.dial({ lineId: line.id, number, origin: 'typed', confirmed: false, hidden: false, consultFor: null })
  if (!dialled.ok) return report(voice({ check: 'echo', state: 'failed', result: 'no-answer' }))
  const { callId } = dialled.value
  const find = () => useAppStore.getState().state?.calls.find((c) => c.id === callId)
  const until = performance.now() + ANSWER_LIMIT
  while (performance.now() < until && find()?.state !== 'connected' && find()?.state !== 'ended') await pause(100)
  const up = find()?.state === 'connected'
  const loudest = up ? await listen(() => getAudio()?.agent.remoteStream(find()?.media.legId ?? null) ?? null) : -100
  await calls.hangUp({ callId, whole: false })
  const result = !up ? 'no-answer' : loudest < HEARD ? 'silent' : 'ok'
  report(
    voice({
      check: 'echo',
      state: result === 'ok' ? 'ok' : 'failed',
      result,
      ms: performance.now() - started,
      details: { level: Math.round(loudest) },
    }),
  )
}

async function listen(stream: () => MediaStream | null): Promise<number> {
  let loudest = -100
  for (const until = performance.now() + ECHO_FOR; performance.now() < until && loudest < HEARD; ) {
    const now = stream()
    if (now) loudest = Math.max(loudest, await loudness(now, 500))
    else await pause(100)
  }
  return loudest
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
