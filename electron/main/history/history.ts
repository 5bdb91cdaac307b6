import {
  type HistoryChoices,
  type HistoryFilter,
  type HistoryPage,
  type HistoryQuery,
  type HistoryTotals,
  noFilter,
} from '../../../shared/domain/history-query.ts'
import { callingCodeOf } from '../../../shared/domain/phone-number.ts'
import type { Services } from '../../../shared/domain/services.ts'
import { addDays, wallDate } from '../../../shared/domain/wall-clock.ts'
import type { OpenAccount } from '../account/account-session.ts'
import { asFailure } from '../failure.ts'
import { fetchCdrs, MOST_CDRS } from '../provider/cdrs.ts'
import { isTooLarge } from '../provider/outcome.ts'
import type { HistorySearch } from '../storage/requests.ts'
import type { Language } from './csv.ts'
import { createDeletions, type HistoryDeletions } from './deletions.ts'
import { type ExportJob, exportHistory } from './history-export.ts'
import { createHistoryTotals, searchOf } from './history-totals.ts'
import { createFullness, type Missing, parseReading, readingOf } from './reading.ts'
import { addSettled, countDays, type Days, halves, inSlices, parseSettled, settledPart, unsettled } from './settled-days.ts'

/** Days that are read at a time. A slice that comes back full is read again in halves, so that no record is cut off. */
const SLICE_DAYS = 7
const SHOW = 500
/** Records that could not be read and are kept. */
const KEPT_UNREAD = 50
/** Days that are read at a time where everything is. */
const YEAR = 365
/** ms from a call's end to the look for its record. */
const BILLED_AFTER = 8000

type InReply = Omit<Missing, 'unread'>

export type History = {
  readonly query: (query: HistoryQuery) => Promise<HistoryPage>
  /** Null when they were requested again meanwhile. `zone` cuts the days. */
  readonly totals: (filter: HistoryFilter, zone: string) => Promise<HistoryTotals | null>
  readonly choices: () => Promise<HistoryChoices>
  /** Writes every entry that fits to a file; see `exportHistory`. */
  readonly export: (filter: HistoryFilter, path: string, language: Language) => Promise<void>
  /** Lets `run` write what fits somewhere, with progress, after `prepare`. One at a time: the one before is cancelled. */
  readonly runExport: (
    filter: HistoryFilter,
    run: (job: ExportJob) => Promise<void>,
    prepare?: (signal: AbortSignal) => Promise<void>,
  ) => Promise<void>
  readonly cancelExport: () => void
  /**
   * Reads the provider's records of these days, both included, in slices, newest first; a reading that runs is replaced. Days that
   * were read when their records were final are left out unless `fresh`, so that a reading that broke off goes on where it was.
   * `from` null: everything, a year at a time, until a year has no call.
   */
  readonly sync: (range: { readonly from: string | null; readonly to: string }, fresh: boolean) => Promise<void>
  /** Reads the records of these days as `sync` does, and says what is missing of them. Rejects only when `signal` ends it. */
  readonly complete: (range: Days, signal: AbortSignal) => Promise<Missing>
  readonly cancel: () => void
  /** What could not be read of the provider's records in this run, as it came, the last first: for the report of the diagnostics. */
  readonly unread: () => readonly string[]
  readonly deletions: Pick<HistoryDeletions, 'remove' | 'keep' | 'undo'>
  readonly removeMatching: (filter: HistoryFilter) => Promise<void>
  /**
   * A call ended that began at this instant: reads its record when the provider should have it. While other records are being read it waits, for
   * they may have been read past that day.
   */
  readonly readSoon: (since: number) => void
  readonly start: () => Promise<void>
  readonly stop: () => void
}

export function createHistory(
  { client, credentials, database, onFooter }: OpenAccount,
  options: {
    now: () => number
    zone: () => string
    region: () => string
    /** Of the account. */
    currency: () => string
    keepMonths: () => number | null
    onChange: (part: Partial<Services['history']>) => void
    onRead?: (range: Days) => void
  },
): History {
  const { now, zone, region, currency, keepMonths, onChange } = options
  const search = (filter: HistoryFilter): HistorySearch => searchOf(filter, zone(), callingCodeOf(region()))
  const totals = createHistoryTotals(database)
  let totalsAsked = 0
  let exporting: AbortController | null = null
  let revision = 0
  let unreadable = 0
  let capped: readonly string[] = []
  let settled: readonly Days[] = []
  const maybeFull = createFullness()
  let abort: AbortController | null = null
  let soon: NodeJS.Timeout | undefined
  /** When the first of the calls began whose records are looked for soon. */
  let begun = Number.POSITIVE_INFINITY
  let unread: readonly string[] = []
  const keepUnread = (more: readonly string[]): void => {
    unread = [...more, ...unread].slice(0, KEPT_UNREAD)
  }
  const changed = (): void => onChange({ revision: ++revision })
  /** Records that are stored go with the provider's zone when the user corrects it. */
  const keepZone = async (): Promise<void> => {
    if (await database.request('useZone', { zone: zone() })) changed()
  }
  const deletions = createDeletions({
    ...{ database, now, zone, keepMonths },
    everythingBefore: (until) => ({ ...search(noFilter), until }),
    onChange: (list) => onChange({ deletions: list }),
    onChanged: changed,
  })

  /** Returns how many records could not be read, and the days that may have more records than the provider gives. */
  const readSlice = async ({ from, to }: Days, signal: AbortSignal, show = SHOW): Promise<InReply> => {
    const reply = await fetchCdrs(client, credentials, { from, to, show, zone: zone(), currency: currency() }, signal, keepUnread).catch(
      (e: unknown) => {
        if (isTooLarge(e) && (from < to || show > SHOW)) return null
        throw e
      },
    )
    // a day of which more does not fit into a reply keeps what a smaller one held
    if (!reply && from === to) return { unreadable: 0, capped: [from] }
    if (reply) {
      onFooter(reply.footer)
      await database.request('saveCdrs', { cdrs: reply.cdrs })
    }
    const full = reply !== null && maybeFull(reply.rows, show)
    if (!reply || (from < to && full)) {
      const [later, earlier] = halves({ from, to })
      const late = await readSlice(later, signal)
      const early = await readSlice(earlier, signal)
      return { unreadable: late.unreadable + early.unreadable, capped: [...late.capped, ...early.capped] }
    }
    // a day that is full cannot be halved: it is read again with room for twice as many
    if (from === to && reply.rows >= show && show < MOST_CDRS) return readSlice({ from, to }, signal, Math.min(MOST_CDRS, show * 2))
    return { unreadable: reply.skipped, capped: full ? [from] : [] }
  }
  /**
   * @param part a part of what was read before: records of the rest that could not be read are still missing
   * @param goesOn what another reading began: what could not be read is added to that of the one before
   * @returns null where it was cancelled, or another reading took its place
   */
  const read = async (range: Days, { fresh = false, part = false, goesOn = false } = {}): Promise<InReply | null> => {
    abort?.abort()
    const mine = new AbortController()
    abort = mine
    const today = wallDate(now(), zone())
    const slices = inSlices(fresh || part ? [range] : unsettled(range, settled), SLICE_DAYS)
    const of = slices.reduce((sum, slice) => sum + countDays(slice), 0)
    let done = 0
    let skipped = 0
    const full: string[] = []
    try {
      await keepZone()
      for (const slice of slices) {
        onChange({ running: { done, of } })
        const missing = await readSlice(slice, mine.signal)
        if (abort !== mine) return null
        skipped += missing.unreadable
        full.push(...missing.capped)
        done += countDays(slice)
        const final = missing.unreadable || missing.capped.length ? null : settledPart(slice, today)
        if (final) {
          settled = addSettled(settled, final)
          await database.request('writeValue', { key: 'history-settled', value: JSON.stringify(settled) })
        }
        changed()
      }
      const asOf = now()
      unreadable = part ? Math.max(unreadable, skipped) : skipped + (goesOn ? unreadable : 0)
      capped = [...new Set([...full, ...capped.filter((date) => date < range.from || date > range.to)])].sort().reverse()
      await database.request('writeValue', { key: 'history-read', value: readingOf({ at: asOf, unreadable }) })
      onChange({ running: null, asOf, error: null, unreadable, capped })
      options.onRead?.(range)
      return { unreadable: skipped, capped: full }
    } catch (e) {
      if (abort !== mine) return null
      onChange({ running: null, error: mine.signal.aborted ? null : asFailure(e) })
      if (!mine.signal.aborted) throw e
      return null
    } finally {
      if (abort === mine) abort = null
    }
  }
  const complete: History['complete'] = async (range, signal) => {
    const stop = (): void => abort?.abort()
    signal.addEventListener('abort', stop)
    try {
      const missing = await read(range).catch(() => null)
      signal.throwIfAborted()
      // oldest first, as one reads a calendar
      return {
        unread: missing ? [] : [...unsettled(range, settled)].reverse(),
        ...(missing ?? { unreadable: 0, capped: capped.filter((date) => date >= range.from && date <= range.to) }),
      }
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
  const runExport: History['runExport'] = async (filter, run, prepare) => {
    exporting?.abort()
    const mine = new AbortController()
    exporting = mine
    const wanted = search(filter)
    const progress = (done: number, of: number): void => {
      if (exporting === mine) onChange({ exporting: { done, of } })
    }
    try {
      await prepare?.(mine.signal)
      progress(0, 0)
      const of = (await totals.read(wanted, zone(), () => !mine.signal.aborted))?.matching ?? 0
      await run({ search: wanted, zone: zone(), signal: mine.signal, onProgress: (done) => progress(done, of) })
    } finally {
      if (exporting === mine) {
        exporting = null
        onChange({ exporting: null })
      }
    }
  }

  return {
    query: ({ before, limit, ...filter }) => database.request('historyPage', { search: search(filter), before, limit }),
    totals(filter, days) {
      totalsAsked += 1
      const mine = totalsAsked
      return totals.read(search(filter), days, () => mine === totalsAsked)
    },
    choices: () => database.request('historyChoices'),
    export: (filter, path, language) => runExport(filter, (job) => exportHistory(database, { ...job, path, language })),
    runExport,
    cancelExport: () => exporting?.abort(),
    async sync({ from, to }, fresh) {
      if (from !== null) return void (await read({ from, to }, { fresh }))
      for (let last = to, more = true; more; ) {
        const year = { from: addDays(last, 1 - YEAR), to: last }
        const { since, until } = search({ ...noFilter, ...year })
        more = (await read(year, { fresh, goesOn: last !== to })) !== null && (await database.request('historySpan', { since, until })).count > 0
        last = addDays(year.from, -1)
      }
    },
    complete,
    cancel: () => abort?.abort(),
    unread: () => unread,
    deletions,
    removeMatching: (filter) => deletions.removeMatching(search(filter)),
    stop() {
      deletions.stop()
      clearTimeout(soon)
      totalsAsked += 1
      exporting?.abort()
      abort?.abort()
    },
    readSoon(since) {
      begun = Math.min(since, begun)
      clearTimeout(soon)
      const look = (): void => {
        soon = setTimeout(() => {
          if (abort) return look()
          const range = { from: wallDate(Math.min(begun, now()), zone()), to: wallDate(now(), zone()) }
          begun = Number.POSITIVE_INFINITY
          void read(range, { part: true }).catch(() => {})
        }, BILLED_AFTER)
        soon.unref()
      }
      look()
    },
    async start() {
      const kept = parseReading(await database.request('readValue', { key: 'history-read' }))
      unreadable = kept.unreadable
      settled = parseSettled(await database.request('readValue', { key: 'history-settled' }))
      onChange({ running: null, error: null, asOf: kept.at, unreadable, revision: ++revision })
      await keepZone()
      await deletions.start()
    },
  }
}
