import { type BrowserWindow, dialog, shell } from 'electron'

export type RecordingFiles = {
  /** Null if cancelled. */
  readonly chooseFolder: () => Promise<{ path: string } | null>
  /** Shows a file in the system's file manager. */
  readonly show: (path: string) => void
}

export function createRecordingFiles(parent: () => BrowserWindow | undefined): RecordingFiles {
  return {
    async chooseFolder() {
      const window = parent()
      const ask = { properties: ['openDirectory' as const, 'createDirectory' as const] }
      const { canceled, filePaths } = await (window ? dialog.showOpenDialog(window, ask) : dialog.showOpenDialog(ask))
      const [path] = filePaths
      return canceled || !path ? null : { path }
    },
    show: (path) => shell.showItemInFolder(path),
  }
}
