import type { CallLogEntry, CallOutcome, CallView, RecentCalls } from '../../../shared/call.ts'
import type { AccountDatabase } from './database.ts'

const SHOWN = 200
export const noCalls: RecentCalls = { entries: [], total: 0, unseenMissed: 0 }

export type CallLog = {
  /** Writes a call as it stands: at its start, at each change that matters, at its end. */
  readonly record: (view: CallView, lineLabel: string) => Promise<void>
  readonly recent: (query: { before: number | null; limit: number; missedOnly: boolean }) => Promise<CallLogEntry[]>
  readonly markSeen: () => Promise<void>
  readonly refresh: () => Promise<void>
}

/** Our own record of every call, missed ones included. `onChange` gets the newest calls after each write. */
export function createCallLog(database: AccountDatabase, onChange: (recent: RecentCalls) => void): CallLog {
  const refresh = async (): Promise<void> => onChange(await database.request('callSummary', { limit: SHOWN }))
  return {
    async record(view, lineLabel) {
      await database.request('upsertCall', toEntry(view, lineLabel))
      await refresh()
    },
    recent: (query) => database.request('recentCalls', query),
    async markSeen() {
      await database.request('markSeen')
      await refresh()
    },
    refresh,
  }
}

export function toEntry(view: CallView, lineLabel: string): CallLogEntry {
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
  }
}

/** What happened to a call, from its direction, whether it was connected, and why it ended. */
export function outcomeOf({ state, direction, connectedAt, end }: CallView): CallOutcome {
  if (state !== 'ended') return 'running'
  if (connectedAt !== null) return 'connected'
  if (direction === 'incoming') {
    if (end?.code === 'rejected-here') return 'rejected'
    return end?.code === 'answered-elsewhere' ? 'answered-elsewhere' : 'missed'
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
