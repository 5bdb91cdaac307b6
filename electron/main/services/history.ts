import type { CallshopPage, HistoryPage, HistoryQuery } from '../../../shared/history-query.ts'
import type { Services } from '../../../shared/services.ts'
import { addDays, readWallClock, wallDate } from '../../../shared/wall-clock.ts'
import { asFailure, type OpenAccount } from '../account/account-service.ts'
import { fetchCdrs } from '../provider/cdrs.ts'

/** A slice that comes back full is read again in halves, so that no record is cut off. */
const SLICE_DAYS = 7
const SHOW = 500
/** ms from a call's end to the look for its record. */
const BILLED_AFTER = 8000

export type History = {
  readonly query: (query: HistoryQuery) => Promise<HistoryPage>
  /** Reads the provider's records of these days, both included, in slices, newest first; a reading that runs is replaced. */
  readonly sync: (range: { from: string; to: string }) => Promise<void>
  readonly cancel: () => void
  /** A call is over: its record is read when the provider should have it, unless something is being read then. */
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
  let abort: AbortController | null = null
  let soon: NodeJS.Timeout | undefined
  const changed = (): void => onChange({ revision: ++revision })

  const readSlice = async (from: string, to: string, signal: AbortSignal): Promise<void> => {
    const reply = await fetchCdrs(client, credentials, { from, to, show: SHOW, zone: zone() }, signal)
    onFooter(reply.footer)
    await database.request('saveCdrs', { cdrs: reply.cdrs })
    if (reply.rows < SHOW || from >= to) return
    const middle = addDays(from, Math.floor(daysBetween(from, to) / 2))
    await readSlice(addDays(middle, 1), to, signal)
    await readSlice(from, middle, signal)
  }
  const sync: History['sync'] = async ({ from, to }) => {
    abort?.abort()
    const mine = new AbortController()
    abort = mine
    const days = daysBetween(from, to) + 1
    try {
      for (let done = 0; done < days; done += SLICE_DAYS) {
        onChange({ running: { done, of: days } })
        const last = addDays(to, -done)
        const first = addDays(last, 1 - Math.min(SLICE_DAYS, days - done))
        await readSlice(first, last, mine.signal)
        if (abort !== mine) return
        changed()
      }
      const asOf = now()
      await database.request('writeValue', { key: 'history-read', value: String(asOf) })
      onChange({ running: null, asOf, error: null })
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
    sync,
    cancel: () => abort?.abort(),
    stop() {
      clearTimeout(soon)
      abort?.abort()
    },
    readSoon() {
      clearTimeout(soon)
      soon = setTimeout(() => {
        const today = wallDate(now(), zone())
        if (!abort) void sync({ from: today, to: today }).catch(() => {})
      }, BILLED_AFTER)
      soon.unref()
    },
    async start() {
      const kept = await database.request('readValue', { key: 'history-read' })
      onChange({ running: null, error: null, asOf: kept === null ? null : Number(kept), revision: ++revision })
    },
  }
}

export type CallshopQuery = { readonly from: string; readonly to: string }
export const callshopKey = ({ from, to }: CallshopQuery): `callshop-read ${string}` => `callshop-read ${from} ${to}`

/** What is stored of a callshop's records, and when just these days were read. */
export async function storedCallshop({ database }: OpenAccount, query: CallshopQuery, zone: string): Promise<CallshopPage> {
  const readAt = await database.request('readValue', { key: callshopKey(query) })
  return { records: await database.request('callshop', instantsOf(query, zone)), readAt: readAt === null ? null : Number(readAt) }
}

/** The instants of two dates of the provider's calendar, the second day included. */
export function instantsOf({ from, to }: { from: string; to: string }, zone: string): { since: number; until: number } {
  return { since: readWallClock(`${from} 00:00:00`, zone) ?? 0, until: readWallClock(`${addDays(to, 1)} 00:00:00`, zone) ?? 0 }
}

const daysBetween = (from: string, to: string): number => Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000))
