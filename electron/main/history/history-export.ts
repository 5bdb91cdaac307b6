import type { HistoryPage } from '../../../shared/domain/history-query.ts'
import type { AccountDatabase } from '../storage/database.ts'
import type { HistorySearch } from '../storage/requests.ts'
import { historyHead, historyRows, type Language } from './csv.ts'
import { writeParts } from './csv-file.ts'

/** Entries that are read and written at a time. */
const PART = 500

export type HistoryExport = {
  readonly search: HistorySearch
  readonly path: string
  readonly language: Language
  /** Time zone in which starts are written. */
  readonly zone: string
  readonly signal: AbortSignal
  /** How many entries are in the file. */
  readonly onProgress: (done: number) => void
}

/** Writes every entry that fits to a CSV file, part by part, newest first. Throws where it cannot, as `writeParts` says. */
export async function exportHistory(database: AccountDatabase, { path, ...options }: HistoryExport): Promise<void> {
  await writeParts(path, partsOf(database, options))
}

async function* partsOf(database: AccountDatabase, { search, language, zone, signal, onProgress }: Omit<HistoryExport, 'path'>) {
  yield historyHead(language)
  let before: number | null = null
  let done = 0
  do {
    signal.throwIfAborted()
    const page: HistoryPage = await database.request('historyPage', { search, before, limit: PART })
    yield historyRows(page.entries, language, zone)
    done += page.entries.length
    onProgress(done)
    before = page.next
  } while (before !== null)
}
