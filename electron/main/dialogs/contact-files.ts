import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import { LARGEST_IMPORT } from '../../../shared/domain/contact-import.ts'
import { AppError } from '../../../shared/domain/failure.ts'

export type ContactFiles = {
  /** Asks for a file with contacts and reads it. Null if cancelled. @throws AppError `file-unreadable`, `file-too-large` */
  readonly choose: () => Promise<{ readonly fileName: string; readonly bytes: Uint8Array } | null>
  /** Asks where a file goes, and writes it. Null if cancelled. @throws AppError `file-not-written` */
  readonly save: (extension: 'vcf' | 'csv', text: () => Promise<string>) => Promise<{ path: string } | null>
}

/** Files with contacts that the user chooses. */
export function createContactFiles(parent: () => BrowserWindow | undefined): ContactFiles {
  return {
    async choose() {
      const window = parent()
      const ask: Electron.OpenDialogOptions = {
        properties: ['openFile'],
        filters: [
          { name: 'vCard, CSV', extensions: ['vcf', 'vcard', 'csv', 'tsv', 'txt'] },
          { name: '*', extensions: ['*'] },
        ],
      }
      const { canceled, filePaths } = await (window ? dialog.showOpenDialog(window, ask) : dialog.showOpenDialog(ask))
      const [path] = filePaths
      if (canceled || !path) return null
      try {
        const { size } = await stat(path)
        if (size > LARGEST_IMPORT) throw new AppError('file-too-large', `${size} bytes`)
        return { fileName: basename(path), bytes: await readFile(path) }
      } catch (e) {
        if (e instanceof AppError) throw e
        throw new AppError('file-unreadable', (e as NodeJS.ErrnoException).code ?? 'unreadable')
      }
    },
    async save(extension, text) {
      const window = parent()
      const ask = {
        defaultPath: `dialdesk-contacts.${extension}`,
        filters: [{ name: extension === 'csv' ? 'CSV' : 'vCard', extensions: [extension] }],
      }
      const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, ask) : dialog.showSaveDialog(ask))
      if (canceled || !filePath) return null
      try {
        // it has its name when it is whole
        await writeFile(`${filePath}.part`, await text(), { mode: 0o600 })
        await rename(`${filePath}.part`, filePath)
      } catch (e) {
        throw new AppError('file-not-written', (e as NodeJS.ErrnoException).code ?? 'not written')
      }
      return { path: filePath }
    },
  }
}
