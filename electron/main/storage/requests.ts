import type { CallLogEntry, RecentCalls } from '../../../shared/call.ts'
import type { Card } from '../../../shared/card.ts'
import type { CallshopRecord, Cdr } from '../../../shared/cdr.ts'
import type { Contact } from '../../../shared/contact.ts'
import type { HistoryPage, HistoryQuery } from '../../../shared/history-query.ts'
import type { LinePreferences } from '../../../shared/line-preferences.ts'
import type { PaidAct, PaidActKind } from '../../../shared/paid-act.ts'
import type { Rate, RateLookUp } from '../../../shared/rate.ts'
import type { Recording } from '../../../shared/recording.ts'
import type { LinePolicy } from '../../../shared/voip-line.ts'

/** A line as it is kept over runs. Its passwords live in the keychain. */
export type StoredLine = {
  readonly policy: LinePolicy
  readonly label: string
  readonly enabled: boolean
  /** Stable over runs: Contact user and `+sip.instance`. */
  readonly instanceId: string
  /** Index of the password candidate that worked last. */
  readonly passwordIndex: number
  readonly passwordOverridden: boolean
  readonly webSocketAddress: string | null
  readonly pin: { readonly host: string; readonly sha256: string } | null
  /** Absent in what an older version wrote. */
  readonly preferences?: LinePreferences
}

export type StoredLines = { readonly lines: readonly StoredLine[]; readonly defaultLineId: string | null; readonly asOf: number | null }

/** What the database worker can be asked. Everything is plain data. */
export type Requests = {
  readonly loadLines: { args: undefined; result: StoredLines }
  readonly saveLines: { args: StoredLines; result: undefined }
  readonly upsertCall: { args: CallLogEntry; result: undefined }
  readonly recentCalls: { args: { before: number | null; limit: number; missedOnly: boolean }; result: CallLogEntry[] }
  readonly callSummary: { args: { limit: number }; result: RecentCalls }
  readonly markSeen: { args: undefined; result: undefined }
  /** Closes entries that a killed app left open. */
  readonly closeRunning: { args: { now: number }; result: number }

  /** A part of the account's small settings; null when it was never written. */
  readonly readValue: { args: { key: ValueKey }; result: string | null }
  readonly writeValue: { args: { key: ValueKey; value: string }; result: undefined }
  /** Writes an act down so that a power cut cannot lose it. Answers the one already there under its id, which then stays. */
  readonly beginAct: { args: { act: PaidAct; pinHash: string | null }; result: PaidAct | null }
  readonly updateAct: { args: PaidAct; result: undefined }
  readonly acts: { args: { limit: number }; result: PaidAct[] }
  /** How many of a kind were begun since an instant. */
  readonly countActs: { args: { kind: PaidActKind; since: number }; result: number }
  /** The newest act with a PIN's hash that was not refused. */
  readonly actOfPin: { args: { pinHash: string }; result: PaidAct | null }
  /** Acts whose outcome nobody learned, because the app ended meanwhile. */
  readonly closePendingActs: { args: { now: number }; result: number }

  readonly rates: { args: { numbers: readonly string[] }; result: Rate[] }
  readonly saveRates: { args: { rates: readonly Rate[] }; result: undefined }
  readonly saveRateLookUp: { args: { askedAt: number; numbers: readonly string[] }; result: undefined }
  readonly rateLookUps: { args: { limit: number }; result: RateLookUp[] }

  readonly saveCdrs: { args: { cdrs: readonly Cdr[] }; result: undefined }
  /** Calls and records of a time, matched; `zone` cuts the days. */
  readonly history: { args: HistoryQuery & { since: number; until: number; zone: string }; result: HistoryPage }
  /** Replaces a callshop's records of a time. */
  readonly saveCallshop: { args: { since: number; until: number; records: readonly CallshopRecord[] }; result: undefined }
  readonly callshop: { args: { since: number; until: number }; result: CallshopRecord[] }

  readonly cards: { args: undefined; result: Card[] }
  readonly saveCard: { args: Card; result: undefined }
  readonly removeCard: { args: { cli: string }; result: undefined }

  readonly contacts: { args: undefined; result: Contact[] }
  readonly saveContact: { args: Contact; result: undefined }
  readonly removeContact: { args: { id: string }; result: undefined }

  readonly recordings: { args: { limit: number }; result: Recording[] }
  /** Answers the number it got. */
  readonly addRecording: { args: Omit<Recording, 'id'>; result: number }
  readonly saveRecording: { args: Recording; result: undefined }
  readonly removeRecording: { args: { id: number }; result: undefined }
}
export type ValueKey = 'areas' | 'own-phones' | 'realm' | 'access-numbers' | 'history-read' | `callshop-read ${string}`
export type RequestName = keyof Requests
export type ToWorker = { readonly id: number; readonly name: RequestName | 'close'; readonly args: unknown }
export type FromWorker = { readonly id: number; readonly ok: boolean; readonly value: unknown }
