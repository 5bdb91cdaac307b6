import { writeFile } from 'node:fs/promises'
import { type BrowserWindow, clipboard, dialog } from 'electron'
import type { CallshopPage, HistoryPage } from '../../../shared/history-query.ts'
import { callshopCsv, historyCsv } from '../services/csv.ts'

/** A secret stays in the clipboard for so long, ms. */
const CLIPBOARD_FOR = 30_000

export type ServiceFiles = {
  /** Null: the user thought better of it. */
  readonly saveHistory: (page: HistoryPage) => Promise<{ path: string } | null>
  readonly saveCallshop: (page: CallshopPage, range: { from: string; to: string }) => Promise<{ path: string } | null>
  /** Copies a secret and empties the clipboard after 30 s, unless something else is in it by then. */
  readonly copyForAWhile: (secret: string) => void
}

/** What leaves the app for the user's disk and clipboard. */
export function createServiceFiles(options: {
  parent: () => BrowserWindow | undefined
  language: () => 'en' | 'de'
  zone: () => string
}): ServiceFiles {
  const { parent, language, zone } = options
  const save = async (name: string, text: string): Promise<{ path: string } | null> => {
    const window = parent()
    const ask = { defaultPath: name, filters: [{ name: 'CSV', extensions: ['csv'] }] }
    const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, ask) : dialog.showSaveDialog(ask))
    if (canceled || !filePath) return null
    await writeFile(filePath, text)
    return { path: filePath }
  }
  let timer: NodeJS.Timeout | undefined
  return {
    saveHistory: (page) => save('dialdesk-calls.csv', historyCsv(page, language(), zone())),
    saveCallshop: (page, { from, to }) => save(`dialdesk-callshop-${from}-${to}.csv`, callshopCsv(page, language(), zone())),
    copyForAWhile(secret) {
      clearTimeout(timer)
      clipboard.writeText(secret)
      timer = setTimeout(() => {
        void Promise.resolve(clipboard.readText()).then((text) => {
          if (text === secret) clipboard.clear()
        })
      }, CLIPBOARD_FOR)
    },
  }
}
