import { type BrowserWindow, dialog } from 'electron'
import type { StatementRequest } from '../../../shared/domain/costs.ts'
import type { PrintPage } from '../history/printed.ts'
import { isAbort, writeWhole } from '../history/whole-file.ts'
import type { Log } from '../log.ts'
import { printPage } from '../windows/print-page.ts'

type Write = (path: string, language: 'en' | 'de') => Promise<void>
export type ExportFiles = {
  /** Asks where the history goes, and lets `write` write it there. Null if cancelled. */
  readonly saveHistory: (write: Write) => Promise<{ path: string } | null>
  readonly saveCallshop: (write: Write, range: { from: string; to: string }) => Promise<{ path: string } | null>
  /** Asks where the list of what was sent goes. */
  readonly saveSent: (write: Write) => Promise<{ path: string } | null>
  /** Asks where a statement goes, and lets `write` write it there; returns where it is. */
  readonly saveStatement: (
    request: StatementRequest,
    write: (path: string, language: 'en' | 'de', print: PrintPage) => Promise<string>,
  ) => Promise<{ path: string } | null>
  /** Asks where a table goes, under this name in either language without extension, and writes it there. */
  readonly saveTable: (name: Name, text: (language: 'en' | 'de') => Promise<string>) => Promise<{ path: string } | null>
  /** Asks where something printed goes, and lets `write` write it there; returns where it is. */
  readonly savePrinted: (
    name: Name,
    write: (path: string, language: 'en' | 'de', print: PrintPage) => Promise<string>,
  ) => Promise<{ path: string } | null>
}
type Name = { readonly en: string; readonly de: string }

/** Sheets of paper in these countries are of other sizes than A4. */
const LETTER = ['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'VE']

/** Writes tables to files that the user chooses. */
export function createExportFiles(options: {
  parent: () => BrowserWindow | undefined
  language: () => 'en' | 'de'
  region: () => string
  log: Log
}): ExportFiles {
  const { parent, language, region, log } = options
  const print: PrintPage = async (page, sheets, signal) => {
    try {
      return await printPage(page, { ...sheets, pageSize: LETTER.includes(region()) ? 'Letter' : 'A4', signal })
    } catch (e) {
      if (!signal.aborted) log.warn(`print: ${e instanceof Error ? e.message : 'failed'}`)
      return null
    }
  }
  const save = async (name: string, write: (path: string) => Promise<unknown>, format: 'csv' | 'pdf' = 'csv'): Promise<{ path: string } | null> => {
    const window = parent()
    const ask = { defaultPath: name, filters: [{ name: format.toUpperCase(), extensions: [format] }] }
    const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, ask) : dialog.showSaveDialog(ask))
    if (canceled || !filePath) return null
    try {
      const written = await write(filePath)
      return { path: typeof written === 'string' ? written : filePath }
    } catch (e) {
      // the user has cancelled it on the way
      if (isAbort(e)) return null
      throw e
    }
  }
  return {
    saveHistory: (write) => save('dialdesk-calls.csv', (path) => write(path, language())),
    saveCallshop: (write, { from, to }) => save(`dialdesk-callshop-${from}-${to}.csv`, (path) => write(path, language())),
    saveSent: (write) => save(`dialdesk-${language() === 'de' ? 'gesendet' : 'sent'}.csv`, (path) => write(path, language())),
    saveStatement: ({ from, to, format }, write) =>
      save(
        `dialdesk-${language() === 'de' ? 'einzelverbindungen' : 'statement'}-${from}-${to}.${format}`,
        (path) => write(path, language(), print),
        format,
      ),
    saveTable: (name, text) => save(`dialdesk-${name[language()]}.csv`, async (path) => writeWhole(path, (part) => text(language()).then(part))),
    savePrinted: (name, write) => save(`dialdesk-${name[language()]}.pdf`, (path) => write(path, language(), print), 'pdf'),
  }
}
