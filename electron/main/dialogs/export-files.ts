import { type BrowserWindow, dialog } from 'electron'

type Write = (path: string, language: 'en' | 'de') => Promise<void>
export type ExportFiles = {
  /** Asks where the history goes, and lets `write` write it there. Null if cancelled. */
  readonly saveHistory: (write: Write) => Promise<{ path: string } | null>
  readonly saveCallshop: (write: Write, range: { from: string; to: string }) => Promise<{ path: string } | null>
}

/** Writes tables as CSV to files that the user chooses. */
export function createExportFiles(options: { parent: () => BrowserWindow | undefined; language: () => 'en' | 'de' }): ExportFiles {
  const { parent, language } = options
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
    saveCallshop: (write, { from, to }) => save(`dialdesk-callshop-${from}-${to}.csv`, (path) => write(path, language())),
  }
}
