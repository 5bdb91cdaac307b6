import {
  BOOTHS_MOST,
  type Booth,
  boothSchema,
  type Desk,
  type DeskSettings,
  defaultDesk,
  deskSettingsSchema,
  isOpen,
  sumDesk,
} from '../../../shared/domain/callshop-desk.ts'
import type { CallshopRecord } from '../../../shared/domain/cdr.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { CallshopCursor, CallshopRecords } from '../../../shared/domain/history-query.ts'
import { wallDate } from '../../../shared/domain/wall-clock.ts'
import type { AccountDatabase } from '../storage/database.ts'
import { parseJson } from '../storage/read-as.ts'
import type { Callshop } from './callshop.ts'
import { callshopReceipt } from './callshop-receipt.ts'
import type { Language } from './csv.ts'
import { type PrintPage, writePrinted } from './printed.ts'
import type { Days } from './settled-days.ts'
import { writeWhole } from './whole-file.ts'

/** `open`: calls of today that are on no receipt yet. */
export type BoothCalls = { readonly caller: string; readonly scope: 'open' | 'today' }

export type CallshopDesk = {
  /** Today's calls by booth, on the provider's calendar. `fresh`: read from the provider first. */
  readonly read: (fresh: boolean) => Promise<Desk>
  readonly change: (part: Omit<DeskSettings, 'booths'>) => Promise<void>
  readonly nameBooth: (caller: string, name: string) => Promise<void>
  /** Newest first. */
  readonly calls: (of: BoothCalls) => Promise<CallshopRecord[]>
  /**
   * What goes on a receipt; `write` writes it as a PDF, or a page where that cannot be made, and then marks open calls as being on
   * one. @throws AppError `not-found` where there is no call
   */
  readonly receipt: (of: BoothCalls) => Promise<{ readonly write: (path: string, language: Language, print: PrintPage) => Promise<string> }>
}

export type CallshopDeskOptions = {
  readonly database: Pick<AccountDatabase, 'request'>
  readonly callshop: Pick<Callshop, 'read' | 'stored' | 'more'>
  readonly now: () => number
  readonly zone: () => string
  readonly signal: AbortSignal
}

/** A callshop's desk: what each booth has to pay. */
export function createCallshopDesk({ database, callshop, now, zone, signal }: CallshopDeskOptions): CallshopDesk {
  const today = (): Days => {
    const date = wallDate(now(), zone())
    return { from: date, to: date }
  }
  const settings = async (): Promise<DeskSettings> => {
    const kept = deskSettingsSchema.safeParse(parseJson((await database.request('readValue', { key: 'callshop-desk' })) ?? 'null'))
    return kept.success ? kept.data : defaultDesk
  }
  /** Changes, one after the other: each begins with what the one before left. */
  let changes: Promise<unknown> = Promise.resolve()
  const change = (by: (before: DeskSettings) => DeskSettings): Promise<void> => {
    const changed = changes.then(async () => {
      await database.request('writeValue', { key: 'callshop-desk', value: JSON.stringify(by(await settings())) })
    })
    changes = changed.catch(() => {})
    return changed
  }
  const changeBooth = (caller: string, part: Partial<Booth>): Promise<void> =>
    change((before) => {
      const booth = before.booths.find((one) => one.caller === caller) ?? boothSchema.parse({ caller, name: '', settledUntil: null })
      return { ...before, booths: [...before.booths.filter((one) => one !== booth), { ...booth, ...part }].slice(-BOOTHS_MOST) }
    })
  /** All that is stored of today, page by page. */
  const recordsOfToday = async (): Promise<CallshopRecord[]> => {
    const records: CallshopRecord[] = []
    const { records: first, next } = await callshop.stored(today())
    records.push(...first)
    let before: CallshopCursor | null = next
    while (before) {
      const page: CallshopRecords = await callshop.more(today(), before)
      records.push(...page.records)
      before = page.next
    }
    return records
  }
  const calls = async ({ caller, scope }: BoothCalls): Promise<CallshopRecord[]> => {
    const booth = (await settings()).booths.find((one) => one.caller === caller)
    return (await recordsOfToday()).filter((record) => record.caller === caller && (scope === 'today' || isOpen(record, booth)))
  }
  return {
    async read(fresh) {
      if (fresh) await callshop.read(today())
      const present = await settings()
      const { readAt, unreadable } = await callshop.stored(today())
      return { settings: present, ...sumDesk(await recordsOfToday(), present), readAt, unreadable }
    },
    change: (part) => change((before) => ({ ...before, ...part })),
    nameBooth: (caller, name) => changeBooth(caller, { name }),
    calls,
    async receipt(of) {
      const records = await calls(of)
      const newest = records[0]
      if (!newest) throw new AppError('not-found', 'no calls for a receipt')
      return {
        async write(path, language, print) {
          const page = callshopReceipt({
            caller: of.caller,
            // the customer reads them in their order
            records: records.toReversed(),
            settings: await settings(),
            madeAt: now(),
            zone: zone(),
            language,
          })
          const written = await writePrinted(path, {
            write: (to) => writeWhole(to, (part) => part(page)),
            footer: '<span></span>',
            tagged: true,
            print,
            signal,
          })
          if (of.scope === 'open') await changeBooth(of.caller, { settledUntil: newest.startedAt })
          return written
        },
      }
    },
  }
}
