import type { MediaToPage } from '../../../shared/contract/media.ts'
import type { CallsLeftOut, CallView } from '../../../shared/domain/call.ts'
import type { SipTraceMessage } from '../../../shared/domain/diagnostics.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { Line, LinesState } from '../../../shared/domain/line.ts'
import type { AccountSession } from '../account/account-session.ts'
import { type CallService, createCallService } from '../calls/call-service.ts'
import type { Environment } from '../environment.ts'
import { createLineService, type LineService } from '../lines/line-service.ts'
import { createMemoryFile } from './memory-file.ts'
import { dispatchPhoneEvent } from './phone-events.ts'
import { createPhoneProcess, type PhoneProcess, type PhoneProcessOptions } from './phone-process.ts'

export type TelephonyOptions = {
  readonly fork: PhoneProcessOptions['fork']
  /** The open account's call log, recordings and history. */
  readonly session: () => Pick<AccountSession, 'callLog' | 'recordings' | 'services'> | null
  /** Whose number it is. */
  readonly contactOf: (number: string) => CallView['contact']
  /** A call ended, and may have cost something. */
  readonly refreshBalance: () => void
  readonly onLines: (state: LinesState) => void
  readonly onCalls: (calls: CallView[]) => void
  readonly onPhoneState: PhoneProcessOptions['onState']
  readonly onSip: (message: SipTraceMessage) => void
  readonly onMediaToPage: (message: MediaToPage) => void
  /** The page's audio belongs to a phone process that is gone. */
  readonly onMediaReset: () => void
}

export type Telephony = {
  readonly lines: LineService
  readonly calls: CallService
  readonly phone: PhoneProcess
  /** Dials the number of a link at once, over the default line. */
  readonly dialLink: (number: string) => Promise<unknown>
}

/** Connects lines, calls and the phone process with each other, and with the account that is open. */
export function createTelephony({ log, folder, region }: Pick<Environment, 'log' | 'folder' | 'region'>, options: TelephonyOptions): Telephony {
  const { fork, session, contactOf, refreshBalance, onLines, onCalls, onPhoneState, onSip, onMediaToPage, onMediaReset } = options
  const lineOf = (lineId: string): Line | undefined => lines.state().lines.find(({ id }) => id === lineId)
  const labelOf = (lineId: string): string => lineOf(lineId)?.label ?? lineId
  const logged = (level: 'warn' | 'error', name: string, what: Promise<unknown> | undefined): void =>
    void what?.catch((e: Error) => log[level](`${name}: ${e.message}`))

  const lines = createLineService({
    now: Date.now,
    log: log.info,
    onChange(state) {
      onLines(state)
      calls.linesChanged()
    },
    onSetups: (setups) => phone.setLines(setups),
  })
  const calls = createCallService({
    phone: () => phone,
    line: lineOf,
    lines: () => lines.state().lines,
    region,
    onCalls,
    onLog: (view) => logged('error', 'call log', session()?.callLog.record(view, labelOf(view.lineId), region())),
    onCallConnected(view) {
      if (lineOf(view.lineId)?.preferences.record) logged('warn', 'recording', session()?.recordings.start(view.id))
    },
    onCallEnded({ id }) {
      logged('error', 'recording', session()?.recordings.stop(id))
      refreshBalance()
      session()?.services.history.readSoon()
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
    onState: onPhoneState,
    onReady: calls.phoneReady,
    onDied() {
      calls.phoneDied()
      lines.phoneGone()
    },
    onEvent: (event) => dispatchPhoneEvent(event, { lines, calls, onCallsLeftOut, onSip, log }),
  })
  return {
    lines,
    calls,
    phone,
    async dialLink(number) {
      const lineId = lines.state().defaultLineId
      if (lineId === null) throw new AppError('line-not-ready', 'there is no line')
      return calls.dial({ lineId, number, origin: 'link', confirmed: false, hidden: false, consultFor: null })
    },
  }
}
