import type { CallLogEntry, CallOutcome, CallRecord, CallsLeftOut, CallView, RecentCalls } from '../../../shared/domain/call.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import { providerNumber, readPhoneNumber } from '../../../shared/domain/phone-number.ts'
import { emptyTrace, type QualityTrace } from '../../../shared/domain/quality-trace.ts'
import type { RateAtDialling } from '../../../shared/domain/rate.ts'
import type { AccountDatabase } from '../storage/database.ts'
import type { CallCost } from '../storage/requests.ts'

const SHOWN = 200

export type CallLog = {
  /** Writes a call's present state: at its start, at each change that matters, at its end. `region`: of numbers without a country code. */
  readonly record: (view: CallView, lineLabel: string, region?: string) => Promise<void>
  /** One entry for calls that were left out, as long as they keep coming. */
  readonly recordLeftOut: (leftOut: CallsLeftOut, lineLabel: string) => Promise<void>
  readonly recent: (query: { before: number | null; limit: number; missedOnly: boolean }) => Promise<CallLogEntry[]>
  readonly markSeen: () => Promise<void>
  /** Replaces what the user wrote about a call. @throws AppError `not-found` */
  readonly setNote: (callId: string, note: string) => Promise<void>
  /** A call's quality from its answer to its end; null where none was measured. */
  readonly trace: (callId: string) => Promise<QualityTrace | null>
  /** What a minute was to cost when the call was dialled; null where the provider had not been asked. */
  readonly rate: (callId: string) => Promise<RateAtDialling | null>
  /** What the provider billed, as far as its records are stored. */
  readonly costs: (callIds: readonly string[]) => Promise<CallCost[]>
  readonly refresh: () => Promise<void>
}

/** Our own record of every call, missed ones included. `onChange` gets the newest calls after each write. */
export function createCallLog(database: AccountDatabase, onChange: (recent: RecentCalls) => void): CallLog {
  const read = async (): Promise<void> => onChange(await database.request('callSummary', { limit: SHOWN }))
  let last: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null
  /** One reading at a time, and one that waits: many calls at once are shown together. */
  const refresh = (): Promise<void> => {
    next ??= last
      .catch(() => {})
      .then(() => {
        next = null
        last = read()
        return last
      })
    return next
  }
  return {
    async record(view, lineLabel, region = '') {
      const dialled = view.direction === 'outgoing' ? readPhoneNumber(view.dialled, region) : null
      const record = toRecord(view, lineLabel)
      await database.request('upsertCall', dialled ? { ...record, rateNumber: providerNumber(dialled.e164) } : record)
      await refresh()
    },
    async recordLeftOut({ count, ...of }, lineLabel) {
      const end = { code: 'left-out', status: null, text: '', redirect: null, count } as const
      const unknownCaller = {
        direction: 'incoming',
        number: '',
        name: null,
        anonymous: false,
        connectedAt: null,
        quality: null,
        trace: emptyTrace,
      } as const
      await database.request('upsertCall', { ...of, ...unknownCaller, lineLabel, outcome: 'missed', end, unseen: true })
      await refresh()
    },
    recent: (query) => database.request('recentCalls', query),
    async markSeen() {
      await database.request('markSeen')
      await refresh()
    },
    async setNote(callId, note) {
      if (!(await database.request('setCallNote', { callId, note }))) throw new AppError('not-found', 'no such call')
      await refresh()
    },
    trace: (callId) => database.request('callTrace', { callId }),
    rate: (callId) => database.request('callRate', { callId }),
    costs: (callIds) => database.request('callCosts', { callIds }),
    refresh,
  }
}

/** What the log keeps of a call as it is now. */
export function toRecord(view: CallView, lineLabel: string): CallRecord {
  const outcome = outcomeOf(view)
  return {
    id: view.id,
    lineId: view.lineId,
    lineLabel,
    direction: view.direction,
    number: view.remote.number,
    name: view.contact?.name ?? view.remote.name,
    anonymous: view.remote.anonymous,
    startedAt: view.startedAt,
    connectedAt: view.connectedAt,
    endedAt: view.endedAt,
    outcome,
    end: view.end,
    unseen: outcome === 'missed',
    quality: view.quality,
    trace: view.trace,
  }
}

/** What happened to a call, from its direction, whether it was connected, and why it ended. */
export function outcomeOf({ state, direction, connectedAt, end }: CallView): CallOutcome {
  if (state !== 'ended') return 'running'
  if (connectedAt !== null) return 'connected'
  if (direction === 'incoming') {
    switch (end?.code) {
      case 'rejected-here':
        return 'rejected'
      case 'answered-elsewhere':
        return 'answered-elsewhere'
      case 'blocked':
        return 'blocked'
      case 'forwarded':
        return 'forwarded'
      case 'no-common-codec':
      case 'no-encryption':
      case 'encryption-off':
      case 'failed':
        return 'failed'
      default:
        return 'missed'
    }
  }
  switch (end?.code) {
    case 'cancelled':
    case 'hung-up-here':
      return 'cancelled'
    case 'busy':
      return 'busy'
    case 'no-answer':
      return 'no-answer'
    case 'declined':
      return 'declined'
    default:
      return 'failed'
  }
}
