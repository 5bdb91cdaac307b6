import { z } from 'zod'
import { type ArgsOf, call, event, nothing, type ResultOf } from '../../../shared/contract/contract.ts'
import type { CallLogEntry, CallRecord, RecentCalls } from '../../../shared/domain/call.ts'
import type { Card } from '../../../shared/domain/card.ts'
import type { BatchCard, CardBatch, CardOrder, CardOutcome } from '../../../shared/domain/card-batch.ts'
import type { CallshopRecord, Cdr } from '../../../shared/domain/cdr.ts'
import type { CostSum } from '../../../shared/domain/costs.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import type {
  CallshopCursor,
  CallshopRecords,
  CallshopSums,
  HistoryChoices,
  HistoryFilter,
  HistoryPage,
  HistoryTotals,
} from '../../../shared/domain/history-query.ts'
import type { LinePreferences } from '../../../shared/domain/line-preferences.ts'
import type { Conversation, TextMessage } from '../../../shared/domain/message.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { PaidOperation, PaidOperationKind, SentPage } from '../../../shared/domain/paid-operation.ts'
import type { QualityTrace } from '../../../shared/domain/quality-trace.ts'
import type { Rate, RateAtDialling, RateLookUp } from '../../../shared/domain/rate.ts'
import type { Recording, RecordingCursor } from '../../../shared/domain/recording.ts'
import type { DatabaseState } from '../../../shared/domain/storage-state.ts'
import type { LinePolicy } from '../../../shared/domain/voip-line.ts'
import type { NamedContact } from './personal-queries.ts'

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
  /** The user set it up beside the provider's. */
  readonly manual?: boolean
  /** A server that relays the audio of such a line's calls. */
  readonly turn?: { readonly host: string; readonly port: number | null; readonly userName: string }
}

export type StoredLines = {
  readonly lines: readonly StoredLine[]
  /** Lines that the provider no longer lists, kept with the user's settings for when they come back. Absent in what an older version wrote. */
  readonly absent?: readonly StoredLine[]
  readonly defaultLineId: string | null
  readonly asOf: number | null
}

export type Begun =
  | { readonly state: 'begun' }
  | { readonly state: 'known'; readonly operation: PaidOperation }
  /** `count`: how many of its kind began since the limit's instant. */
  | { readonly state: 'over-limit'; readonly count: number }

/** Cards ordered together, with what each of them is told by SMS. */
export type StoredCardBatch = Omit<CardBatch, 'running' | 'failure'> & { readonly bySms: boolean; readonly smsText: string }
/** What the provider billed for a call of ours. */
export type CallCost = { readonly callId: string; readonly cost: Money }
/** A look-up that begins: with the time that the one it goes on with began at. */
export type BegunRateLookUp = { readonly id: number; readonly askedAt: number; readonly before: (Money | null)[] | null }
export type ValueKey =
  | 'areas'
  | 'own-phones'
  | 'realm'
  | 'access-numbers'
  | 'history-read'
  | 'history-settled'
  | 'budget'
  | 'costs-read'
  | 'sms-mailing'
  | 'sms-templates'
  | 'callshop-desk'
  | `callshop-read ${string}`

/** What the history is asked for, its days as instants (ms); `callingCode` of the user's country. */
export type HistorySearch = Omit<HistoryFilter, 'from' | 'to'> & { readonly since: number; readonly until: number; readonly callingCode: string }
export type HistoryDay = { readonly date: string; readonly since: number; readonly until: number }
export type Deletion = { readonly deletion: number; readonly count: number }
export type HistorySums = { readonly days: readonly (HistoryTotals['days'][number] & { readonly seconds: number })[] }
/** Entries of a key and a currency, null: without an amount; `unbilled` of them are answered outgoing calls. */
export type CostRow = CostSum & { readonly key: string; readonly currency: string | null; readonly unbilled: number }

/** Plain data between two parts of the app: typed, and not parsed, since a reply may hold 100,000 rows. */
const plain = <T>() => z.custom<T>()

/** The contract between main and the database worker. */
export const databaseIpc = {
  database: {
    loadLines: call(nothing, plain<StoredLines>()),
    saveLines: call(plain<StoredLines>(), nothing),
    /** Writes what is known of a call; the user's note on it stays. */
    upsertCall: call(plain<CallRecord>(), nothing),
    recentCalls: call(plain<{ before: number | null; limit: number; missedOnly: boolean }>(), plain<CallLogEntry[]>()),
    callSummary: call(plain<{ limit: number }>(), plain<RecentCalls>()),
    markSeen: call(nothing, nothing),
    /** Answers false where there is no such call. */
    setCallNote: call(plain<{ callId: string; note: string }>(), plain<boolean>()),
    callTrace: call(plain<{ callId: string }>(), plain<QualityTrace | null>()),
    callRate: call(plain<{ callId: string }>(), plain<RateAtDialling | null>()),
    /** What the provider's records say of these calls; those without one are left out. */
    callCosts: call(plain<{ callIds: readonly string[] }>(), plain<CallCost[]>()),
    /** Closes entries that a killed app left open. */
    closeRunning: call(plain<{ now: number }>(), plain<number>()),

    /** A part of the account's small settings; null when it was never written. */
    readValue: call(plain<{ key: ValueKey }>(), plain<string | null>()),
    writeValue: call(plain<{ key: ValueKey; value: string }>(), nothing),
    /**
     * Counts and writes a paid operation in one step, so that a power cut cannot lose it and none slips past the limit. One that
     * is there already under its id stays as it is. With `limit`, nothing is written when `most` of its kind began since `since`.
     */
    beginPaidOperation: call(
      plain<{ operation: PaidOperation; pinHash: string | null; limit: { since: number; most: number } | null }>(),
      plain<Begun>(),
    ),
    /** Writes an outcome; `pinHash` null leaves the one that is there. */
    updatePaidOperation: call(plain<{ operation: PaidOperation; pinHash: string | null }>(), nothing),
    /**
     * The newest `limit` of each kind, newest first, so that none pushes another out; where there are more callbacks, those that may still
     * be running are kept before newer ones. An SMS's text is cut.
     */
    paidOperations: call(plain<{ limit: number }>(), plain<PaidOperation[]>()),
    /** Those of these ids that were begun. */
    paidOperationsOf: call(plain<{ ids: readonly string[] }>(), plain<PaidOperation[]>()),
    /** All that was sent, or of one kind, newest first, from behind `before` on; with what was billed for callbacks. */
    sentPage: call(plain<{ kind: PaidOperationKind | null; before: SentPage['next']; limit: number }>(), plain<SentPage>()),
    /** The newest paid operation with a PIN's hash that was not refused, `createdAt` in ms; also one whose value cannot be read. */
    paidOperationOfPin: call(plain<{ pinHash: string }>(), plain<{ id: string; createdAt: number; state: string } | null>()),
    /** Marks pending ones as unknown: the app ended before their outcome was known. Returns how many. */
    closePendingPaidOperations: call(plain<{ now: number }>(), plain<number>()),

    rates: call(plain<{ numbers: readonly string[] }>(), plain<Rate[]>()),
    saveRates: call(plain<{ rates: readonly Rate[] }>(), nothing),
    /** Rates of any number, newest first. */
    newestRates: call(plain<{ limit: number }>(), plain<Rate[]>()),
    /** Writes down that these numbers are asked; `goOn` keeps the begin of a look-up of them that was not finished. */
    beginRateLookUp: call(plain<{ askedAt: number; numbers: readonly string[]; goOn: boolean }>(), plain<BegunRateLookUp>()),
    /** It went through all numbers: their prices are what the next one is compared with. */
    finishRateLookUp: call(plain<{ id: number; prices: readonly (Money | null)[] }>(), nothing),
    /** All that have a name, by name, then the newest others. */
    rateLookUps: call(plain<{ limit: number }>(), plain<RateLookUp[]>()),
    nameRateLookUp: call(plain<{ id: number; name: string | null }>(), nothing),
    removeRateLookUp: call(plain<{ id: number }>(), nothing),

    /** The zone of the provider's wall clock; where it is another than before, stored records get other instants. Answers whether they did. */
    useZone: call(plain<{ zone: string }>(), plain<boolean>()),
    saveCdrs: call(plain<{ cdrs: readonly Cdr[] }>(), nothing),
    /** Newest first, from the position `before` on. */
    historyPage: call(plain<{ search: HistorySearch; before: number | null; limit: number }>(), plain<HistoryPage>()),
    /** Sums of days that follow each other; days without entries are left out. */
    historySums: call(plain<{ search: HistorySearch; days: readonly HistoryDay[] }>(), plain<HistorySums>()),
    /** How many entries begin between two instants, and when the first and the last one of them does (ms). */
    historySpan: call(plain<{ since: number; until: number }>(), plain<{ count: number; first: number | null; last: number | null }>()),
    historyChoices: call(nothing, plain<HistoryChoices>()),
    /** Deletes entries with their calls and records, except calls that go on. They can be restored until they are forgotten. Null: none. */
    deleteEntries: call(plain<{ positions: readonly number[] }>(), plain<Deletion | null>()),
    deleteMatching: call(plain<{ search: HistorySearch }>(), plain<Deletion | null>()),
    /** Answers false where nothing is left to have back. */
    undoDeletion: call(plain<{ deletion: number }>(), plain<boolean>()),
    /** Removes for good what was deleted; null: all of it. */
    forgetDeleted: call(plain<{ deletion: number | null }>(), nothing),
    /** What entries of days that follow each other cost; the key of `contact` is the end of a number. */
    costSums: call(
      plain<{ search: HistorySearch; days: readonly HistoryDay[]; by: 'day' | 'destination' | 'line' | 'contact' }>(),
      plain<CostRow[]>(),
    ),
    /** Names of lines, and of whose number it is; numbers of one contact are in one group. */
    costNames: call(plain<{ by: 'line' | 'contact'; keys: readonly string[] }>(), plain<{ key: string; group: string; name: string | null }[]>()),
    /** Replaces a callshop's records of a time; where they are not `complete`, adds what is new and removes nothing. */
    saveCallshop: call(plain<{ since: number; until: number; records: readonly CallshopRecord[]; complete: boolean }>(), nothing),
    /** Newest first, from `before` on. */
    callshopPage: call(plain<{ since: number; until: number; before: CallshopCursor | null; limit: number }>(), plain<CallshopRecords>()),
    callshopSums: call(plain<{ since: number; until: number }>(), plain<CallshopSums>()),

    cards: call(nothing, plain<Card[]>()),
    saveCard: call(plain<Card>(), nothing),
    card: call(plain<{ cli: string }>(), plain<Card | null>()),
    removeCard: call(plain<{ cli: string }>(), nothing),

    /** Writes down cards that are ordered together, each with the id of its paid operation. Answers false where the id is known. */
    createCardBatch: call(
      plain<{ batch: Pick<StoredCardBatch, 'id' | 'createdAt' | 'bySms' | 'smsText'>; orders: readonly CardOrder[] }>(),
      plain<boolean>(),
    ),
    /** Newest first. */
    cardBatches: call(plain<{ limit: number }>(), plain<StoredCardBatch[]>()),
    batchCards: call(plain<{ id: string }>(), plain<BatchCard[]>()),
    /** The first card in a state behind a position (-1: any). */
    nextBatchCard: call(plain<{ id: string; state: CardOutcome; after: number }>(), plain<(BatchCard & { operationId: string }) | null>()),
    /** Writes what became of a card; `waiting`: it certainly was not created, and gets the id of another operation. */
    settleBatchCard: call(plain<{ operationId: string; state: CardOutcome; failure: Failure | null }>(), nothing),
    /** Cards that were refused or are absent wait again, each as another operation. Answers the ids of these operations. */
    sendBatchCardsAgain: call(plain<{ id: string }>(), plain<string[]>()),
    /** Gives waiting cards the outcome of their operation, where that was begun: the app ended in between. */
    adoptBatchOutcomes: call(nothing, nothing),

    /** The contacts' present names and numbers, which the history is searched by; `all`: these and no others. */
    keepContacts: call(plain<{ all: boolean; changed: readonly NamedContact[]; removed: readonly string[] }>(), nothing),

    /** Newest first, of all calls or of one, older than `before`. */
    recordings: call(plain<{ limit: number; callId?: string | null; before?: RecordingCursor | null }>(), plain<Recording[]>()),
    recording: call(plain<{ id: number }>(), plain<Recording | null>()),
    /** Returns the id that the recording got. */
    addRecording: call(plain<Omit<Recording, 'id'>>(), plain<number>()),
    saveRecording: call(plain<Recording>(), nothing),
    removeRecording: call(plain<{ id: number }>(), nothing),

    /** `key`: of the conversation. One that is there already under its id stays as it is. */
    addMessage: call(plain<{ key: string; message: TextMessage }>(), nothing),
    /** The outcome of one that was being sent; answers false where there is none such. */
    setMessageState: call(plain<{ id: string; state: 'sent' | 'failed'; status: number | null }>(), plain<boolean>()),
    /** The one with the newest message first. */
    conversations: call(plain<{ limit: number }>(), plain<Conversation[]>()),
    messages: call(plain<{ key: string; before: number | null; limit: number }>(), plain<TextMessage[]>()),
    seeMessages: call(plain<{ key: string }>(), nothing),
    removeConversation: call(plain<{ key: string }>(), nothing),
    unseenMessages: call(nothing, plain<number>()),
    /** Nobody waits for the answers to what was being sent any more. */
    closeSending: call(nothing, nothing),

    /** Closes the file; the last call. */
    close: call(nothing, nothing),
    /** The file's state, on opening and on each change. */
    state: event(plain<DatabaseState>()),
  },
} as const

/** Both ends are ours: no message is measured or counted. A request waits as long as it takes. */
export const unlimited = {
  timeout: Number.POSITIVE_INFINITY,
  rateLimit: Number.POSITIVE_INFINITY,
  maxSize: Number.POSITIVE_INFINITY,
} as const

type DatabaseCalls = Omit<(typeof databaseIpc)['database'], 'close' | 'state'>
export type RequestName = keyof DatabaseCalls
export type Requests = { readonly [N in RequestName]: { args: ArgsOf<DatabaseCalls[N]>; result: ResultOf<DatabaseCalls[N]> } }
