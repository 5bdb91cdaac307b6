import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import type { AccountDatabase } from '../storage/database.ts'
import type { HistorySearch } from '../storage/requests.ts'
import { historyHead, historyRows, type Language } from './csv.ts'

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

/**
 * Writes every entry that fits to a CSV file, part by part, newest first. The file has its name when it is complete: where this
 * throws (no room, no permission, aborted) nothing is left of it, and a file that had the name stays as it was.
 */
export async function exportHistory(database: AccountDatabase, { search, path, language, zone, signal, onProgress }: HistoryExport): Promise<void> {
  const unfinished = `${path}.part`
  const file = createWriteStream(unfinished, { mode: 0o600 })
  const ended = finished(file)
  // awaited below; a failure before that must not be an unhandled one
  ended.catch(() => {})
  const write = (text: string): Promise<void> => new Promise((resolve, reject) => file.write(text, (e) => (e ? reject(e) : resolve())))
  try {
    await write(historyHead(language))
    let before: number | null = null
    let done = 0
    do {
      signal.throwIfAborted()
      const page: { entries: Parameters<typeof historyRows>[0]; next: number | null } = await database.request('historyPage', {
        search,
        before,
        limit: PART,
      })
      await write(historyRows(page.entries, language, zone))
      done += page.entries.length
      onProgress(done)
      before = page.next
    } while (before !== null)
    file.end()
    await ended
    await rename(unfinished, path)
  } catch (e) {
    file.destroy()
    await rm(unfinished, { force: true })
    throw e
  }
}
