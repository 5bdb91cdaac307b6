import type { Peer } from '../../shared/contract/peer.ts'
import type { PhoneIpc } from '../../shared/contract/phone.ts'
import { type Allowance, Budget, Keyed, LeftOut } from '../../shared/domain/budget.ts'
import { type SipTraceMessage, traceCost, traces } from '../../shared/domain/diagnostics.ts'

type LogEntry = { readonly level: 'info' | 'warn' | 'error'; readonly text: string }
/** Per line, and for the process itself. */
const LOGS: Allowance = { perSecond: 20, burst: 60 }

export type Outbox = {
  /** @param lineId the line that the entry is about; null for the process */
  readonly log: (entry: LogEntry, lineId: string | null) => void
  readonly sip: (message: Omit<SipTraceMessage, 'at'>) => void
}

/**
 * Traces and log entries on their way to main, within a budget per line, so that a flood does not crowd out what main has to
 * process. Main enforces the same limit for traces, since it does not trust this process.
 *
 * @param now ms since the epoch
 */
export function createOutbox(emit: Peer<PhoneIpc>['emit'], now: () => number = Date.now): Outbox {
  const sipBudgets = new Keyed(() => new Budget(traces.perLine, now))
  const logBudgets = new Keyed(() => new Budget(LOGS, now))
  const send = ({ level, text }: LogEntry): void => emit('phone', 'log', { level, text: text.slice(0, 2000), at: now() })
  const leftOut = new LeftOut((what, count) => send({ level: 'warn', text: `${count} ${what} left out` }))
  return {
    log(entry, lineId) {
      const of = lineId ?? 'the phone'
      if (logBudgets.get(of).take()) send(lineId === null ? entry : { ...entry, text: `${lineId}: ${entry.text}` })
      else leftOut.add(`log entries of ${of}`)
    },
    sip(message) {
      if (sipBudgets.get(message.lineId).take(traceCost(message.text)))
        emit('phone', 'sip', { ...message, text: message.text.slice(0, 70_000), at: now() })
      else leftOut.add(`SIP messages of ${message.lineId}`)
    },
  }
}
