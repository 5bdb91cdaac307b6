import type { CallLogEntry, RecentCalls } from '../../../shared/call.ts'
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
}
export type RequestName = keyof Requests
export type ToWorker = { readonly id: number; readonly name: RequestName | 'close'; readonly args: unknown }
export type FromWorker = { readonly id: number; readonly ok: boolean; readonly value: unknown }
