import { writeFile } from 'node:fs/promises'
import { type BrowserWindow, dialog } from 'electron'
import type { CallshopPage } from '../../../shared/domain/history-query.ts'
import { callshopCsv } from '../history/csv.ts'

export type ExportFiles = {
  /** Asks where the history goes, and lets `write` write it there. Null if cancelled. */
  readonly saveHistory: (write: (path: string, language: 'en' | 'de') => Promise<void>) => Promise<{ path: string } | null>
  readonly saveCallshop: (page: CallshopPage, range: { from: string; to: string }) => Promise<{ path: string } | null>
}

/** Writes tables as CSV to files that the user chooses. */
export function createExportFiles(options: {
  parent: () => BrowserWindow | undefined
  language: () => 'en' | 'de'
  zone: () => string
}): ExportFiles {
  const { parent, language, zone } = options
  const save = async (name: string, write: (path: string) => Promise<void>): Promise<{ path: string } | null> => {
    const window = parent()
    const ask = { defaultPath: name, filters: [{ name: 'CSV', extensions: ['csv'] }] }
    const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, ask) : dialog.showSaveDialog(ask))
    if (canceled || !filePath) return null
    await write(filePath)
    return { path: filePath }
  }
  return {
    saveHistory: (write) => save('dialdesk-calls.csv', (path) => write(path, language())),
    saveCallshop: (page, { from, to }) =>
      save(`dialdesk-callshop-${from}-${to}.csv`, (path) => writeFile(path, callshopCsv(page, language(), zone()))),
  }
}
