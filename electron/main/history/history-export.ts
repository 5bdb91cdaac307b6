import type { HistoryEntry } from '../../../shared/domain/call-matching.ts'
import type { AccountDatabase } from '../storage/database.ts'
import type { HistorySearch } from '../storage/requests.ts'
import { historyHead, historyRows, type Language } from './csv.ts'
import { writeWhole } from './whole-file.ts'

/** Entries that are read and written at a time. */
const PART = 500

/** What is to be written, for how long, and who is told how far it is. */
export type ExportJob = {
  readonly search: HistorySearch
  /** Time zone of the begins. */
  readonly zone: string
  readonly signal: AbortSignal
  /** How many entries are in the file. */
  readonly onProgress: (done: number) => void
}

export type HistoryExport = ExportJob & { readonly path: string; readonly language: Language }

/** Writes every entry that fits to a CSV file, newest first; see `writeWhole`. */
export const exportHistory = (database: AccountDatabase, { path, language, ...job }: HistoryExport): Promise<void> =>
  writeWhole(path, async (write) => {
    await write(historyHead(language))
    await eachPart(database, job, (entries) => write(historyRows(entries, language, job.zone)))
  })

/** Every entry that fits, part by part, newest first. */
export async function eachPart(
  database: AccountDatabase,
  { search, signal, onProgress }: ExportJob,
  write: (entries: readonly HistoryEntry[]) => Promise<void>,
): Promise<void> {
  let before: number | null = null
  let done = 0
  do {
    signal.throwIfAborted()
    const page: { entries: HistoryEntry[]; next: number | null } = await database.request('historyPage', { search, before, limit: PART })
    await write(page.entries)
    done += page.entries.length
    onProgress(done)
    before = page.next
  } while (before !== null)
}
