import { rename, writeFile } from 'node:fs/promises'
import { type BrowserWindow, dialog } from 'electron'
import { AppError } from '../../../shared/domain/failure.ts'
import { type ChosenFile, chooseFile } from './choose-file.ts'

export type ContactFiles = {
  /** Asks for a file with contacts and reads it. Null if cancelled. @throws AppError `file-unreadable`, `file-too-large` */
  readonly choose: () => Promise<ChosenFile | null>
  /** Asks where a file goes, and writes it. Null if cancelled. @throws AppError `file-not-written` */
  readonly save: (extension: 'vcf' | 'csv', text: () => Promise<string>) => Promise<{ path: string } | null>
}

/** Files with contacts that the user chooses. */
export function createContactFiles(parent: () => BrowserWindow | undefined): ContactFiles {
  return {
    choose: () => chooseFile(parent(), 'vCard, CSV', ['vcf', 'vcard', 'csv', 'tsv', 'txt']),
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
