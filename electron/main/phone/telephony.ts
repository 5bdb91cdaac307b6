import type { MediaToPage } from '../../../shared/contract/media.ts'
import type { CallsLeftOut, CallView } from '../../../shared/domain/call.ts'
import type { SipTraceMessage } from '../../../shared/domain/diagnostics.ts'
import { dialledForm } from '../../../shared/domain/dial-plan.ts'
import { isEmergencyNumber } from '../../../shared/domain/emergency.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { Line } from '../../../shared/domain/line.ts'
import { type DialOrigin, dialReasonSchema } from '../../../shared/domain/spend-guard.ts'
import { spendingOf } from '../../../shared/domain/spending-settings.ts'
import type { AccountSession } from '../account/account-session.ts'
import { type CallService, createCallService } from '../calls/call-service.ts'
import { createCallGuard } from '../costs/call-guard.ts'
import { createCallMeter } from '../costs/call-meter.ts'
import type { Environment } from '../environment.ts'
import type { Projection } from '../ipc/projection.ts'
import { createLineService, type LineService } from '../lines/line-service.ts'
import { createMemoryFile } from './memory-file.ts'
import { dispatchPhoneEvent } from './phone-events.ts'
import { createPhoneProcess, type PhoneProcess, type PhoneProcessOptions } from './phone-process.ts'

export type TelephonyOptions = {
  readonly fork: PhoneProcessOptions['fork']
  /** The page's state, in which lines, calls and what they cost show, and which names the balance. */
  readonly projection: Pick<Projection, 'state' | 'set'>
  /** The open account's call log, recordings, messages, rates and history. */
  readonly session: () => Pick<AccountSession, 'callLog' | 'recordings' | 'messages' | 'services'> | null
  /** Whose number it is. */
  readonly contactOf: (number: string) => CallView['contact']
  /** A call ended, and may have cost something. */
  readonly refreshBalance: () => void
  readonly onLines: (lines: readonly Line[]) => void
  readonly onCalls: (calls: CallView[]) => void
  readonly onSip: (message: SipTraceMessage) => void
  readonly onMediaToPage: (message: MediaToPage) => void
  /** The page's audio belongs to a phone process that is gone. */
  readonly onMediaReset: () => void
}

export type Telephony = {
  readonly lines: LineService
  readonly calls: CallService
  readonly phone: PhoneProcess
  /** The user goes on after a warning about what a call costs. */
  readonly goOn: (callId: string) => void
  /** Lets a web callback to a number pass, whose price was shown. @throws AppError `destination-blocked`, `balance-used-up` */
  readonly checkCallback: (number: string) => Promise<void>
  /** Dials a number from outside the window at once, over the default line, if the user's limits let it. */
  readonly dialAtOnce: (number: string, origin: DialOrigin) => Promise<unknown>
  /** Sends a text message over a line. @throws AppError `line-not-ready`, `number-invalid` and what the phone process refuses with */
  readonly sendMessage: (message: { id: string; lineId: string; number: string; text: string }) => Promise<void>
}

type TelephonyEnvironment = Pick<Environment, 'log' | 'folder' | 'region' | 'settings' | 'managed'>

/** Connects lines, calls and the phone process with each other, and with the account that is open. */
export function createTelephony(environment: TelephonyEnvironment, options: TelephonyOptions): Telephony {
  const { log, folder, region, settings, managed } = environment
  const { fork, projection, session, contactOf, refreshBalance, onLines, onCalls, onSip, onMediaToPage, onMediaReset } = options
  const lineOf = (lineId: string): Line | undefined => lines.state().lines.find(({ id }) => id === lineId)
  const labelOf = (lineId: string): string => lineOf(lineId)?.label ?? lineId
  const logged = (level: 'warn' | 'error', name: string, what: Promise<unknown> | undefined): void =>
    void what?.catch((e: Error) => log[level](`${name}: ${e.message}`))

  const lines = createLineService({
    now: Date.now,
    log: log.info,
    manualAllowed: () => !managed.disabled.includes('manual-lines'),
    onChange(state) {
      projection.set('lines', state)
      onLines(state.lines)
      calls.linesChanged()
    },
    onSetups: (setups) => phone.setLines(setups),
  })
  const balance = () => projection.state.account.balance.amount
  const limits = () => ({
    ...spendingOf(settings.get('settings').spending, managed.spending),
    linksAtOnce: settings.get('settings').desktop.linksWithoutAsking,
  })
  const guard = createCallGuard({ region, limits, balance, askRates: (numbers) => session()?.services.rates.ask(numbers, false) ?? null })
  const meter = createCallMeter({
    now: Date.now,
    limits,
    balance,
    priceOf: guard.priceOf,
    hangUp: (callId) => logged('warn', 'call', calls.hangUp({ callId, whole: false })),
    onChange: (spending) => projection.set('callSpending', spending),
  })
  const calls = createCallService({
    guard: guard.check,
    phone: () => phone,
    line: lineOf,
    lines: () => lines.state().lines,
    region,
    onCalls,
    onLog: (view) => logged('error', 'call log', session()?.callLog.record(view, labelOf(view.lineId), region())),
    onCallConnected(view) {
      meter.connected(view)
      if (lineOf(view.lineId)?.preferences.record) logged('warn', 'recording', session()?.recordings.start(view.id))
    },
    onCallEnded({ id, startedAt }) {
      meter.ended(id)
      logged('error', 'recording', session()?.recordings.stop(id))
      refreshBalance()
      session()?.services.history.readSoon(startedAt)
    },
    contactOf,
    recordingOf: (callId) => session()?.recordings.ofCall(callId) ?? null,
    toPage: onMediaToPage,
    resetPage: onMediaReset,
  })
  const onCallsLeftOut = (leftOut: CallsLeftOut): void =>
    logged('error', 'call log', session()?.callLog.recordLeftOut(leftOut, labelOf(leftOut.lineId)))

  const memory = createMemoryFile(folder, log)
  const phone: PhoneProcess = createPhoneProcess({
    log,
    fork,
    memory: memory.read(),
    onMemory: memory.write,
    onState: (state) => projection.set('environment', { ...projection.state.environment, phone: state }),
    onReady: calls.phoneReady,
    onDied() {
      calls.phoneDied()
      logged('error', 'messages', session()?.messages.closeSending())
      lines.phoneGone()
    },
    onEvent: (event) =>
      dispatchPhoneEvent(event, {
        ...{ lines, calls, onCallsLeftOut, onSip, log },
        onMessage: ({ lineId, remote, text }) => logged('error', 'messages', session()?.messages.received(lineId, remote, text)),
        onMessageSent: ({ id, status }) => logged('error', 'messages', session()?.messages.answered(id, status)),
      }),
  })
  return {
    lines,
    calls,
    phone,
    async sendMessage({ id, lineId, number, text }) {
      const line = lineOf(lineId)
      if (!line) throw new AppError('line-not-ready', 'there is no such line')
      const form = dialledForm(number, line.dialling, region(), line.userName)
      if (form.kind === 'refused') throw new AppError(form.code, 'the number cannot be written to')
      await phone.call('phone', 'sendMessage', { id, lineId, number: form.target, text })
    },
    goOn: meter.goOn,
    checkCallback: (number) =>
      guard.check({
        origin: 'typed',
        target: number,
        tones: false,
        emergency: isEmergencyNumber(number, region()),
        confirmed: dialReasonSchema.options,
      }),
    async dialAtOnce(number, origin) {
      const lineId = lines.state().defaultLineId
      if (lineId === null) throw new AppError('line-not-ready', 'there is no line')
      return calls.dial({ lineId, number, origin, confirmed: [], hidden: false, consultFor: null })
    },
  }
}
