import type { DiagnosticStep, SipTraceMessage } from '../../../shared/domain/diagnostics.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { Line } from '../../../shared/domain/line.ts'
import { maskNumbers } from '../../../shared/domain/masking.ts'

export type DiagnosticsOptions = {
  readonly lines: () => readonly Line[]
  readonly setup: (lineId: string) => { readonly host: string; readonly literal: boolean } | null
  /** Without credentials. */
  readonly probeProvider: () => Promise<void>
  readonly readAccount: () => Promise<void>
  /** Provider minus this computer, ms; null before the first answer. */
  readonly clockOffset: () => number | null
  readonly addressesOf: (host: string) => Promise<readonly string[]>
  readonly pingLine: (lineId: string) => Promise<{ readonly ms: number; readonly status: number }>
  readonly probeNat: (lineId: string) => Promise<{ readonly kind: string; readonly address: string; readonly ms: number }>
  readonly onStep: (step: DiagnosticStep) => void
}

export type Diagnostics = {
  /** Every step of main's, one after the other; a step that fails does not stop the next. */
  readonly run: () => Promise<void>
  readonly keep: (message: SipTraceMessage) => void
  readonly trace: (masked: boolean) => SipTraceMessage[]
}

/** SIP messages that are kept, in memory only, and the characters they have together. */
const KEPT = 400
const KEPT_CHARACTERS = 2_000_000
/** Seconds that a clock may be wrong without attention; the provider refuses three minutes. */
const CLOCK_TOLERANCE = 30

/** The self-check's part outside the page, and the trace of SIP messages. */
export function createDiagnostics(options: DiagnosticsOptions): Diagnostics {
  const { lines, setup, probeProvider, readAccount, clockOffset, addressesOf, pingLine, probeNat, onStep } = options
  const kept: SipTraceMessage[] = []
  let characters = 0
  const timed = async <T>(run: () => Promise<T>): Promise<{ value: T | null; error: Error | null; ms: number }> => {
    const started = performance.now()
    try {
      const value = await run()
      return { value, error: null, ms: performance.now() - started }
    } catch (e) {
      return { value: null, error: e as Error, ms: performance.now() - started }
    }
  }
  const step = (part: Pick<DiagnosticStep, 'group' | 'check' | 'state' | 'result'> & Partial<DiagnosticStep>): void =>
    onStep({ lineId: null, details: {}, ms: null, ...part })
  const codeOf = (e: Error | null): string => (e instanceof AppError ? e.code : 'failed')

  const account = async (): Promise<void> => {
    for (const [check, run] of [
      ['provider', probeProvider],
      ['sign-in', readAccount],
    ] as const) {
      const { error, ms } = await timed(run)
      const state = error ? 'failed' : 'ok'
      step({ group: 'account', check, state, result: state, ms, details: { code: codeOf(error) } })
    }
    const offset = clockOffset()
    const seconds = Math.round(Math.abs(offset ?? 0) / 1000)
    const result = offset === null ? 'unknown' : seconds < CLOCK_TOLERANCE ? 'ok' : offset < 0 ? 'ahead' : 'behind'
    step({
      group: 'account',
      check: 'clock',
      state: result === 'ok' ? 'ok' : result === 'unknown' ? 'skipped' : 'attention',
      result,
      details: { seconds },
    })
  }

  const line = async ({ id, label, enabled, registration: r }: Line): Promise<void> => {
    const of = { group: 'lines', lineId: id } as const
    if (!enabled) return step({ ...of, check: 'registration', state: 'skipped', result: 'off', details: { line: label } })
    const where = setup(id)
    if (where && !where.literal) {
      const found = await timed(() => addressesOf(where.host))
      const count = found.value?.length ?? 0
      const state = count === 0 ? 'failed' : 'ok'
      step({ ...of, check: 'dns', state, result: state, ms: found.ms, details: { line: label, host: where.host, count } })
    }
    const answer = await timed(() => pingLine(id))
    const transport = answer.value ? 'ok' : 'failed'
    step({
      ...of,
      check: 'transport',
      state: transport,
      result: transport,
      ms: answer.value?.ms ?? answer.ms,
      details: { line: label, status: answer.value?.status ?? 0 },
    })
    const registered = r.state === 'registered'
    step({
      ...of,
      check: 'registration',
      state: registered ? 'ok' : r.state === 'connecting' ? 'attention' : 'failed',
      result: r.state,
      details: { line: label, transport: registered ? r.transport : '', server: registered ? r.server : '' },
    })
    const nat = await timed(() => probeNat(id))
    const kind = nat.value?.kind ?? 'blocked'
    const state = kind === 'no-server' ? 'skipped' : kind === 'blocked' ? 'failed' : kind === 'symmetric' ? 'attention' : 'ok'
    step({
      group: 'voice',
      check: 'nat',
      lineId: id,
      state,
      result: kind,
      ms: kind === 'no-server' ? null : nat.ms,
      details: { line: label, address: nat.value?.address ?? '' },
    })
  }

  return {
    async run() {
      await account()
      for (const one of lines()) await line(one)
    },
    keep(message) {
      kept.push(message)
      characters += message.text.length
      while (kept.length > KEPT || characters > KEPT_CHARACTERS) characters -= kept.shift()?.text.length ?? 0
    },
    trace: (masked) => (masked ? kept.map((m) => ({ ...m, peer: maskNumbers(m.peer), text: maskNumbers(m.text) })) : [...kept]),
  }
}
