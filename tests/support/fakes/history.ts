import { DatabaseSync } from 'node:sqlite'
import { callQueries } from '../../../electron/main/storage/call-queries.ts'
import { historyQueries } from '../../../electron/main/storage/history-queries.ts'
import { migrate } from '../../../electron/main/storage/migrations.ts'
import { personalQueries } from '../../../electron/main/storage/personal-queries.ts'
import type { HistorySearch } from '../../../electron/main/storage/requests.ts'
import type { CallLogEntry, CallRecord } from '../../../shared/domain/call.ts'
import type { Cdr } from '../../../shared/domain/cdr.ts'
import { noFilter } from '../../../shared/domain/history-query.ts'
import { emptyTrace } from '../../../shared/domain/quality-trace.ts'

export const HISTORY_START = Date.UTC(2026, 10, 23, 9)

/** A connected outgoing call that was answered `at` seconds after HISTORY_START. */
export const loggedCall = (id: string, number: string, at: number, seconds: number, part: Partial<CallLogEntry> = {}): CallLogEntry & CallRecord => ({
  id,
  lineId: 'sip_1',
  lineLabel: 'Office',
  direction: 'outgoing',
  number,
  name: null,
  quality: null,
  anonymous: false,
  startedAt: HISTORY_START + at * 1000 - 4000,
  connectedAt: HISTORY_START + at * 1000,
  endedAt: HISTORY_START + (at + seconds) * 1000,
  outcome: 'connected',
  end: null,
  unseen: false,
  note: '',
  trace: emptyTrace,
  ...part,
})

/** The provider's record of a call that began `at` seconds after HISTORY_START. */
export const billedCall = (number: string, at: number, seconds: number, part: Partial<Cdr> = {}): Cdr => ({
  key: `${at}|${number}|1`,
  startedAt: HISTORY_START + at * 1000,
  seconds,
  mismatch: false,
  number,
  destination: '',
  amount: null,
  amountWithTax: null,
  type: 'VOIP',
  ...part,
})

/** A search of all days, as a user in Germany makes it. */
export function searchFor(part: Partial<HistorySearch> = {}): HistorySearch {
  const { from: _from, to: _to, ...filter } = noFilter
  return { ...filter, since: 0, until: 8_000_000_000_000, callingCode: '49', ...part }
}

/** A database in memory with the queries of calls, contacts and history. */
export function historyDatabase(database = new DatabaseSync(':memory:')) {
  migrate(database)
  const personal = personalQueries(database)
  return { database, ...callQueries(database), ...personal, ...historyQueries(database, personal.contacts) }
}
