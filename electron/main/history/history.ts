import type { CallshopPage, HistoryPage, HistoryQuery } from '../../../shared/domain/history-query.ts'
import type { Services } from '../../../shared/domain/services.ts'
import { addDays, readWallClock, wallDate } from '../../../shared/domain/wall-clock.ts'
import type { OpenAccount } from '../account/account-session.ts'
import { asFailure } from '../failure.ts'
import { fetchCdrs, MOST_CDRS } from '../provider/cdrs.ts'

/** A full slice is read again in halves, so that no record is cut off. */
const SLICE_DAYS = 7
const SHOW = 500
/** ms from a call's end to the look for its record. */
const BILLED_AFTER = 8000

export type History = {
  readonly query: (query: HistoryQuery) => Promise<HistoryPage>
  /** Reads the provider's records of these days, both included, in slices, newest first; a reading that runs is replaced. */
  readonly sync: (range: { from: string; to: string }) => Promise<void>
  readonly cancel: () => void
  /** A call ended: reads its record when the provider should have it, unless records are being read then. */
  readonly readSoon: () => void
  readonly start: () => Promise<void>
  readonly stop: () => void
}

export function createHistory(
  { client, credentials, database, onFooter }: OpenAccount,
  options: { now: () => number; zone: () => string; onChange: (part: Partial<Services['history']>) => void },
): History {
  const { now, zone, onChange } = options
  let revision = 0
  let unreadable = 0
  let abort: AbortController | null = null
  let soon: NodeJS.Timeout | undefined
  const changed = (): void => onChange({ revision: ++revision })

  /** Answers how many records could not be read. */
  const readSlice = async (from: string, to: string, signal: AbortSignal, show = SHOW): Promise<number> => {
    const reply = await fetchCdrs(client, credentials, { from, to, show, zone: zone() }, signal)
    onFooter(reply.footer)
    await database.request('saveCdrs', { cdrs: reply.cdrs })
    if (reply.rows < show || show > SHOW) return reply.skipped
    // a single day that is full cannot be halved: as many as are read from one reply
    if (from >= to) return readSlice(from, to, signal, MOST_CDRS)
    const middle = addDays(from, Math.floor(daysBetween(from, to) / 2))
    return (await readSlice(addDays(middle, 1), to, signal)) + (await readSlice(from, middle, signal))
  }
  /** @param part a part of what was read before: records missing from the rest are still missing */
  const read = async ({ from, to }: { from: string; to: string }, part = false): Promise<void> => {
    abort?.abort()
    const mine = new AbortController()
    abort = mine
    const days = daysBetween(from, to) + 1
    let skipped = 0
    try {
      for (let done = 0; done < days; done += SLICE_DAYS) {
        onChange({ running: { done, of: days } })
        const last = addDays(to, -done)
        const first = addDays(last, 1 - Math.min(SLICE_DAYS, days - done))
        skipped += await readSlice(first, last, mine.signal)
        if (abort !== mine) return
        changed()
      }
      const asOf = now()
      unreadable = part ? Math.max(unreadable, skipped) : skipped
      await database.request('writeValue', { key: 'history-read', value: readingOf({ at: asOf, unreadable }) })
      onChange({ running: null, asOf, error: null, unreadable })
    } catch (e) {
      if (abort !== mine) return
      onChange({ running: null, error: mine.signal.aborted ? null : asFailure(e) })
      if (!mine.signal.aborted) throw e
    } finally {
      if (abort === mine) abort = null
    }
  }

  return {
    query: (query) => database.request('history', { ...query, ...instantsOf(query, zone()), zone: zone() }),
    sync: (range) => read(range),
    cancel: () => abort?.abort(),
    stop() {
      clearTimeout(soon)
      abort?.abort()
    },
    readSoon() {
      clearTimeout(soon)
      soon = setTimeout(() => {
        const today = wallDate(now(), zone())
        if (!abort) void read({ from: today, to: today }, true).catch(() => {})
      }, BILLED_AFTER)
      soon.unref()
    },
    async start() {
      const kept = parseReading(await database.request('readValue', { key: 'history-read' }))
      unreadable = kept.unreadable
      onChange({ running: null, error: null, asOf: kept.at, unreadable, revision: ++revision })
    },
  }
}

export type CallshopQuery = { readonly from: string; readonly to: string }
export const callshopKey = ({ from, to }: CallshopQuery): `callshop-read ${string}` => `callshop-read ${from} ${to}`

/** What is stored of a callshop's records, and when just these days were read. */
export async function storedCallshop({ database }: OpenAccount, query: CallshopQuery, zone: string): Promise<CallshopPage> {
  const { at, unreadable } = parseReading(await database.request('readValue', { key: callshopKey(query) }))
  return { records: await database.request('callshop', instantsOf(query, zone)), readAt: at, unreadable }
}

/** Time of the last reading, ms, and how many of its records were unreadable; stored as two numbers. */
type Reading = { readonly at: number | null; readonly unreadable: number }
export const readingOf = ({ at, unreadable }: Reading): string => `${at} ${unreadable}`

function parseReading(text: string | null): Reading {
  const [at, unreadable] = (text ?? '').split(' ').map(Number)
  return { at: text !== null && Number.isInteger(at) ? (at ?? null) : null, unreadable: Number.isInteger(unreadable) ? (unreadable ?? 0) : 0 }
}

/** The instants of two dates of the provider's calendar, the second day included. */
export function instantsOf({ from, to }: { from: string; to: string }, zone: string): { since: number; until: number } {
  return { since: readWallClock(`${from} 00:00:00`, zone) ?? 0, until: readWallClock(`${addDays(to, 1)} 00:00:00`, zone) ?? 0 }
}

const daysBetween = (from: string, to: string): number => Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000))
