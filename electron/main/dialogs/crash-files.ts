import { writeFile } from 'node:fs/promises'
import { type BrowserWindow, dialog } from 'electron'
import type { IpcHandlers } from '../../../shared/contract/ipc.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { CrashReports } from '../system/crash-reports.ts'

/** Shows crash reports, and saves one where the user says. Nothing is sent. */
export function createCrashFiles(reports: CrashReports, parent: () => BrowserWindow | undefined): IpcHandlers['crashes'] {
  return {
    list: reports.list,
    async save({ name }) {
      const bytes = reports.read(name)
      if (!bytes) throw new AppError('not-found', 'no such report')
      const window = parent()
      const ask = { defaultPath: `dialdesk-crash-${name}` }
      const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, ask) : dialog.showSaveDialog(ask))
      if (canceled || !filePath) return null
      try {
        await writeFile(filePath, bytes, { mode: 0o600 })
      } catch (e) {
        throw new AppError('file-not-written', (e as NodeJS.ErrnoException).code ?? 'not written')
      }
      return { path: filePath }
    },
    removeAll: reports.removeAll,
  }
}
