import type { CallshopCursor, CallshopPage, CallshopRecords } from '../../../shared/domain/history-query.ts'
import { addDays, readWallClock } from '../../../shared/domain/wall-clock.ts'
import type { CallshopReply } from '../provider/cdr-callshop.ts'
import { isTooLarge } from '../provider/outcome.ts'
import type { AccountDatabase } from '../storage/database.ts'
import { callshopHead, callshopRows, type Language } from './csv.ts'
import { writeParts } from './csv-file.ts'
import { createFullness, parseReading, readingOf } from './reading.ts'
import { type Days, halves } from './settled-days.ts'

/** Records of the first page, and that are read and written at a time. */
const PAGE = 200
const PART = 500

export type Callshop = {
  /** Reads the provider's records of these days, both included, and stores them. */
  readonly read: (days: Days) => Promise<void>
  /** The newest of what is stored of these days, the sums of all of it, and when just these days were read. */
  readonly stored: (days: Days) => Promise<CallshopPage>
  /** What could not be read last, as it came: for the report of the diagnostics. */
  readonly unread: () => readonly string[]
  readonly more: (days: Days, before: CallshopCursor) => Promise<CallshopRecords>
  /** Writes all that is stored of these days to a CSV file. */
  readonly export: (days: Days, path: string, language: Language) => Promise<void>
}

export type CallshopOptions = {
  readonly database: AccountDatabase
  readonly now: () => number
  readonly zone: () => string
  readonly fetch: (days: Days, onUnread: (unread: readonly string[]) => void) => Promise<CallshopReply>
}

/** A callshop's records. */
export function createCallshop({ database, now, zone, fetch }: CallshopOptions): Callshop {
  const keyOf = ({ from, to }: Days): `callshop-read ${string}` => `callshop-read ${from} ${to}`
  const instantsOf = ({ from, to }: Days): { since: number; until: number } => ({
    since: readWallClock(`${from} 00:00:00`, zone()) ?? 0,
    until: readWallClock(`${addDays(to, 1)} 00:00:00`, zone()) ?? 0,
  })
  let unread: readonly string[] = []
  const maybeFull = createFullness()
  /** Days whose reply is too large, or may not have all records, are read in halves. Returns how many records could not be read. */
  const readDays = async (days: Days): Promise<number> => {
    const { from, to } = days
    const reply = await fetch(days, (more) => (unread = more)).catch((e: unknown) => {
      if (from < to && isTooLarge(e)) return null
      throw e
    })
    const full = reply !== null && maybeFull(reply.records.length + reply.skipped)
    if (!reply || (full && from < to)) {
      const [late, early] = halves(days)
      return (await readDays(late)) + (await readDays(early))
    }
    const { records, skipped, complete } = reply
    await database.request('saveCallshop', { ...instantsOf(days), records, complete: complete && !full })
    return skipped
  }
  return {
    async read(days) {
      await database.request('useZone', { zone: zone() })
      const unreadable = await readDays(days)
      await database.request('writeValue', { key: keyOf(days), value: readingOf({ at: now(), unreadable }) })
    },
    async stored(days) {
      await database.request('useZone', { zone: zone() })
      const { at, unreadable } = parseReading(await database.request('readValue', { key: keyOf(days) }))
      const within = instantsOf(days)
      const sums = await database.request('callshopSums', within)
      return { ...(await database.request('callshopPage', { ...within, before: null, limit: PAGE })), sums, readAt: at, unreadable }
    },
    unread: () => unread,
    more: (days, before) => database.request('callshopPage', { ...instantsOf(days), before, limit: PAGE }),
    async export(days, path, language) {
      const within = instantsOf(days)
      const parts = async function* () {
        yield callshopHead(language)
        let before: CallshopCursor | null = null
        do {
          const page: CallshopRecords = await database.request('callshopPage', { ...within, before, limit: PART })
          yield callshopRows(page.records, language, zone())
          before = page.next
        } while (before !== null)
      }
      await writeParts(path, parts())
    },
  }
}
