import { writeFile } from 'node:fs/promises'
import { type BrowserWindow, dialog } from 'electron'
import type { CallshopPage, HistoryPage } from '../../../shared/domain/history-query.ts'
import { callshopCsv, historyCsv } from '../history/csv.ts'

export type ExportFiles = {
  /** Null if cancelled. */
  readonly saveHistory: (page: HistoryPage) => Promise<{ path: string } | null>
  readonly saveCallshop: (page: CallshopPage, range: { from: string; to: string }) => Promise<{ path: string } | null>
}

/** Writes tables as CSV to files that the user chooses. */
export function createExportFiles(options: {
  parent: () => BrowserWindow | undefined
  language: () => 'en' | 'de'
  zone: () => string
}): ExportFiles {
  const { parent, language, zone } = options
  const save = async (name: string, text: string): Promise<{ path: string } | null> => {
    const window = parent()
    const ask = { defaultPath: name, filters: [{ name: 'CSV', extensions: ['csv'] }] }
    const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, ask) : dialog.showSaveDialog(ask))
    if (canceled || !filePath) return null
    await writeFile(filePath, text)
    return { path: filePath }
  }
  return {
    saveHistory: (page) => save('dialdesk-calls.csv', historyCsv(page, language(), zone())),
    saveCallshop: (page, { from, to }) => save(`dialdesk-callshop-${from}-${to}.csv`, callshopCsv(page, language(), zone())),
  }
}
