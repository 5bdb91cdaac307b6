import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import { LARGEST_IMPORT } from '../../../shared/domain/contact-import.ts'
import { AppError } from '../../../shared/domain/failure.ts'

export type ChosenFile = { readonly fileName: string; readonly bytes: Uint8Array }

/** Asks for a file and reads it. Null if cancelled. @throws AppError `file-unreadable`, `file-too-large` */
export async function chooseFile(window: BrowserWindow | undefined, name: string, extensions: readonly string[]): Promise<ChosenFile | null> {
  const ask: Electron.OpenDialogOptions = {
    properties: ['openFile'],
    filters: [
      { name, extensions: [...extensions] },
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
}
