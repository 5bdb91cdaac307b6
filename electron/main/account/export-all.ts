import { copyFile, mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { RememberedAccount } from '../../../shared/domain/account.ts'
import { anyContact, type Contact } from '../../../shared/domain/contact.ts'
import type { CallshopCursor, CallshopRecords, HistoryPage } from '../../../shared/domain/history-query.ts'
import { noFilter } from '../../../shared/domain/history-query.ts'
import type { TextMessage } from '../../../shared/domain/message.ts'
import type { SentPage } from '../../../shared/domain/paid-operation.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { wallDate } from '../../../shared/domain/wall-clock.ts'
import type { ContactsDatabase } from '../contacts/contacts-database.ts'
import { historyHead, historyRows, type Language } from '../history/csv.ts'
import { writeParts } from '../history/csv-file.ts'
import { searchOf } from '../history/history-totals.ts'
import { asFileFailure } from '../history/whole-file.ts'
import type { AccountDatabase } from '../storage/database.ts'
import { parseJson } from '../storage/read-as.ts'

export type ExportAllOptions = {
  /** Where a new folder is made for it. */
  readonly folder: string
  readonly accounts: readonly RememberedAccount[]
  readonly settings: Settings
  readonly contacts: Pick<ContactsDatabase, 'request'>
  /** The account's database; it is closed when what `use` does is done, unless the account is open. */
  readonly withDatabase: (accountId: string, use: (database: AccountDatabase) => Promise<void>) => Promise<void>
  readonly language: Language
  /** Time zone of the begins in the tables. */
  readonly zone: string
  readonly now: number
  readonly signal: AbortSignal
  /** How many entries of all kinds are in the files. */
  readonly onProgress: (done: number) => void
}

/** Rows that are read and written at a time. */
const PART = 500
const EVERYTHING = { since: 0, until: 8_000_000_000_000 }
const ALL = Number.MAX_SAFE_INTEGER

/**
 * Writes everything that the app holds into a new folder: for each account its calls and records (JSON, and CSV for a spreadsheet), callshop
 * records with its desk, paid operations, messages, cards and orders of them, lists of rates, lines and recordings with their files; settings and contacts (JSON and vCard) once. No passwords and PINs: they are in the
 * system's keychain. Where this throws, nothing is left of the folder. Returns its path, and which recordings' files are gone.
 *
 * @throws AppError `file-not-written`; the signal's reason where it is aborted
 */
export async function exportAll(options: ExportAllOptions): Promise<{ path: string; missing: readonly string[] }> {
  const { folder, accounts, settings, contacts, withDatabase, language, zone, now, signal } = options
  const path = await newFolder(folder, `Dialdesk ${wallDate(now, zone)}`).catch((e) => Promise.reject(asFileFailure(e)))
  const counted = counter(options)
  const missing: string[] = []
  try {
    await writeParts(join(path, 'settings.json'), whole({ settings, accounts }))
    await writeParts(join(path, 'contacts.json'), list(counted(contactPages(contacts))))
    await writeParts(join(path, 'contacts.vcf'), one(await contacts.request('exportText', { format: 'vcard-4.0', language })))
    for (const account of accounts) {
      signal.throwIfAborted()
      const own = await newFolder(path, fileName(`${account.userName} ${new URL(account.providerAddress).hostname}`))
      await withDatabase(account.id, async (database) => {
        missing.push(...(await exportAccount(database, own, options, counted)))
      })
    }
    return { path, missing }
  } catch (e) {
    await rm(path, { recursive: true, force: true }).catch(() => {})
    throw asFileFailure(e)
  }
}

type Counted = <T>(pages: AsyncIterable<readonly T[]>) => AsyncGenerator<readonly T[]>
/** Passes pages on while nobody cancels, and says how many rows they had. */
function counter({ signal, onProgress }: ExportAllOptions): Counted {
  let done = 0
  return async function* (pages) {
    for await (const rows of pages) {
      signal.throwIfAborted()
      yield rows
      done += rows.length
      onProgress(done)
    }
  }
}

async function exportAccount(
  database: AccountDatabase,
  folder: string,
  { language, zone, signal }: ExportAllOptions,
  counted: Counted,
): Promise<string[]> {
  const file = (name: string): string => join(folder, name)
  const page = (before: number | null): Promise<HistoryPage> =>
    database.request('historyPage', { search: searchOf(noFilter, zone, ''), before, limit: PART })
  await writeParts(file('calls.json'), list(counted(pagesOf(page, ({ entries, next }) => [entries, next]))))
  await writeParts(
    file('calls.csv'),
    (async function* () {
      yield historyHead(language)
      for await (const entries of counted(pagesOf(page, (p) => [p.entries, p.next]))) yield historyRows(entries, language, zone)
    })(),
  )
  const shop = (before: CallshopCursor | null): Promise<CallshopRecords> => database.request('callshopPage', { ...EVERYTHING, before, limit: PART })
  await writeParts(file('callshop.json'), list(counted(pagesOf(shop, ({ records, next }) => [records, next]))))
  const sent = (before: SentPage['next']): Promise<SentPage> => database.request('sentPage', { kind: null, before, limit: PART })
  await writeParts(file('paid-operations.json'), list(counted(pagesOf(sent, ({ operations, next }) => [operations, next]))))
  await writeParts(file('cards.json'), whole(await database.request('cards')))
  const orders = await database.request('cardBatches', { limit: ALL })
  const cardsOf = (id: string) => database.request('batchCards', { id })
  await writeParts(file('card-orders.json'), whole(await Promise.all(orders.map(async (order) => ({ ...order, cards: await cardsOf(order.id) })))))
  await writeParts(file('rate-lists.json'), whole(await database.request('rateLookUps', { limit: ALL })))
  const desk = await database.request('readValue', { key: 'callshop-desk' })
  if (desk !== null) await writeParts(file('callshop-desk.json'), whole(parseJson(desk)))
  await writeParts(file('lines.json'), whole(await database.request('loadLines')))
  await writeParts(file('messages.json'), list(counted(messagePages(database))))
  const recordings = await database.request('recordings', { limit: ALL })
  await writeParts(file('recordings.json'), whole(recordings))
  if (recordings.length) await mkdir(file('recordings'))
  const missing: string[] = []
  for (const { id, path } of recordings) {
    signal.throwIfAborted()
    // in whatever folders they are, two may have the same name
    await copyFile(path, join(folder, 'recordings', `${id} ${basename(path)}`)).catch((e: NodeJS.ErrnoException) => {
      if (e.code !== 'ENOENT') throw e
      missing.push(path)
    })
  }
  return missing
}

async function* messagePages(database: AccountDatabase): AsyncGenerator<TextMessage[]> {
  for (const { key } of await database.request('conversations', { limit: ALL }))
    yield await database.request('messages', { key, before: null, limit: ALL })
}

async function* contactPages(contacts: ExportAllOptions['contacts']): AsyncGenerator<Contact[]> {
  for (let offset = 0; ; offset += PART) {
    const page = await contacts.request('page', { ...anyContact, offset, limit: PART })
    if (page.length === 0) return
    yield page
  }
}

async function* pagesOf<P, T, C>(read: (before: C | null) => Promise<P>, parts: (page: P) => readonly [readonly T[], C | null]) {
  for (let before: C | null = null; ; ) {
    const [rows, next]: readonly [readonly T[], C | null] = parts(await read(before))
    yield rows
    if (next === null) return
    before = next
  }
}

/** A JSON list, written row by row. */
async function* list(pages: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  let first = true
  for await (const rows of pages) {
    const text = rows.map((row) => JSON.stringify(row)).join(',\n')
    if (text) yield `${first ? '[\n' : ',\n'}${text}`
    first &&= text === ''
  }
  yield first ? '[]\n' : '\n]\n'
}

async function* one(text: string): AsyncGenerator<string> {
  yield text
}

async function* whole(value: unknown): AsyncGenerator<string> {
  yield `${JSON.stringify(value, null, 2)}\n`
}

/** A folder of this name, followed by a number where there is one. */
async function newFolder(folder: string, name: string): Promise<string> {
  for (let n = 1; ; n++) {
    const path = join(folder, n > 1 ? `${name} ${n}` : name)
    try {
      await mkdir(path, { mode: 0o700 })
      return path
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code !== 'EEXIST' || n >= 1000) throw e
    }
  }
}

const fileName = (text: string): string => text.replace(/[^\p{L}\p{N} ._@-]/gu, '_').slice(0, 100)
