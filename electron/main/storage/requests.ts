import type { CallLogEntry, RecentCalls } from '../../../shared/domain/call.ts'
import type { Card } from '../../../shared/domain/card.ts'
import type { CallshopRecord, Cdr } from '../../../shared/domain/cdr.ts'
import type { Contact } from '../../../shared/domain/contact.ts'
import type { HistoryPage, HistoryQuery } from '../../../shared/domain/history-query.ts'
import type { LinePreferences } from '../../../shared/domain/line-preferences.ts'
import type { PaidOperation } from '../../../shared/domain/paid-operation.ts'
import type { Rate, RateLookUp } from '../../../shared/domain/rate.ts'
import type { Recording } from '../../../shared/domain/recording.ts'
import type { DatabaseState } from '../../../shared/domain/storage-state.ts'
import type { LinePolicy } from '../../../shared/domain/voip-line.ts'

/** A line as stored. Its passwords are in the keychain. */
export type StoredLine = {
  readonly policy: LinePolicy
  readonly label: string
  readonly enabled: boolean
  /** Stable between runs: Contact user and `+sip.instance`. */
  readonly instanceId: string
  /** Index of the password candidate that worked last. */
  readonly passwordIndex: number
  readonly passwordOverridden: boolean
  readonly webSocketAddress: string | null
  readonly pin: { readonly host: string; readonly sha256: string } | null
  /** Absent in what an older version wrote. */
  readonly preferences?: LinePreferences
}

export type StoredLines = {
  readonly lines: readonly StoredLine[]
  /** Lines that the provider no longer lists, kept with the user's settings for when they come back. Absent in what an older version wrote. */
  readonly absent?: readonly StoredLine[]
  readonly defaultLineId: string | null
  readonly asOf: number | null
}

/** The requests of the database worker; everything is plain data. */
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
  /**
   * Counts and writes a paid operation in one step, so that a power cut cannot lose it and none slips past the limit. One that
   * is there already under its id stays as it is. With `limit`, nothing is written when `most` of its kind began since `since`.
   */
  readonly beginPaidOperation: {
    args: { operation: PaidOperation; pinHash: string | null; limit: { since: number; most: number } | null }
    result: Begun
  }
  readonly updatePaidOperation: { args: PaidOperation; result: undefined }
  /** Newest first; where there are more than `limit`, callbacks that may still be running are kept before newer ones. */
  readonly paidOperations: { args: { limit: number }; result: PaidOperation[] }
  /** The newest paid operation with a PIN's hash that was not refused. */
  readonly paidOperationOfPin: { args: { pinHash: string }; result: PaidOperation | null }
  /** Marks pending ones as unknown: the app ended before their outcome was there. Answers how many. */
  readonly closePendingPaidOperations: { args: { now: number }; result: number }

  readonly rates: { args: { numbers: readonly string[] }; result: Rate[] }
  readonly saveRates: { args: { rates: readonly Rate[] }; result: undefined }
  readonly saveRateLookUp: { args: { askedAt: number; numbers: readonly string[] }; result: undefined }
  readonly rateLookUps: { args: { limit: number }; result: RateLookUp[] }

  readonly saveCdrs: { args: { cdrs: readonly Cdr[] }; result: undefined }
  /** Calls and records of a time, matched; `zone` cuts the days. */
  readonly history: { args: HistoryQuery & { since: number; until: number; zone: string }; result: HistoryPage }
  /** Replaces a callshop's records of a time; where they are not `complete`, adds what is new and removes nothing. */
  readonly saveCallshop: { args: { since: number; until: number; records: readonly CallshopRecord[]; complete: boolean }; result: undefined }
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
export type Begun =
  | { readonly state: 'begun' }
  | { readonly state: 'known'; readonly operation: PaidOperation }
  /** `count`: how many of its kind began since the limit's instant. */
  | { readonly state: 'over-limit'; readonly count: number }
export type ValueKey = 'areas' | 'own-phones' | 'realm' | 'access-numbers' | 'history-read' | `callshop-read ${string}`
export type RequestName = keyof Requests
export type ToWorker = { readonly id: number; readonly name: RequestName | 'close'; readonly args: unknown }
export type FromWorker = { readonly id: number; readonly ok: boolean; readonly value: unknown } | { readonly state: DatabaseState }
