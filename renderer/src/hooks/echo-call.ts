import { loudness } from '../audio/loudness.ts'
import { getAudio } from '../audio/running-audio.ts'
import { projection } from '../state/projection.ts'
import { currentLine } from '../state/selectors.ts'

/** ms in which the far end has to answer, and for which we listen then. */
const ANSWER_LIMIT = 20_000
const ECHO_FOR = 4000
/** Level from which the echo counts as heard, dBFS. */
const HEARD = -60

export type EchoResult = {
  readonly result: 'ok' | 'silent' | 'no-answer' | 'no-number' | 'no-line' | 'in-call'
  /** Loudest of what came back, dBFS; null: there was no call. */
  readonly level: number | null
  readonly ms: number | null
}

/** A call to a number that sends back what it hears: the whole way, both directions. It costs what that number costs. */
export async function callEcho(number: string): Promise<EchoResult> {
  const state = projection.getState().state
  const line = state && currentLine(state)
  const skip = (result: EchoResult['result']): EchoResult => ({ result, level: null, ms: null })
  if (number === '') return skip('no-number')
  if (!line || line.registration.state !== 'registered') return skip('no-line')
  if (state.calls.some((c) => c.state !== 'ended')) return skip('in-call')
  const started = performance.now()
  const { calls } = window.dialdesk
  const dialled = await calls.dial({ lineId: line.id, number, origin: 'typed', confirmed: [], hidden: false, consultFor: null })
  if (!dialled.ok) return { result: 'no-answer', level: -100, ms: null }
  const { callId } = dialled.value
  const find = () => projection.getState().state?.calls.find((c) => c.id === callId)
  const until = performance.now() + ANSWER_LIMIT
  while (performance.now() < until && find()?.state !== 'connected' && find()?.state !== 'ended') await pause(100)
  const up = find()?.state === 'connected'
  const loudest = up ? await listen(() => getAudio()?.agent.remoteStream(find()?.media.legId ?? null) ?? null) : -100
  await calls.hangUp({ callId, whole: false })
  return { result: !up ? 'no-answer' : loudest < HEARD ? 'silent' : 'ok', level: Math.round(loudest), ms: performance.now() - started }
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
