import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import type { PaidOperationKind } from '../../../shared/domain/paid-operation.ts'
import type { Environment } from '../environment.ts'
import { confirmHook } from './confirm-hook.ts'
import { confirmManyOperations } from './confirm-many-operations.ts'
import { type ContactFiles, createContactFiles } from './contact-files.ts'
import { createExportFiles, type ExportFiles } from './export-files.ts'
import { createRecordingFiles, type RecordingFiles } from './recording-files.ts'
import { type Report, saveReport } from './report-file.ts'

export type AppDialogs = {
  readonly contactFiles: ContactFiles
  readonly recordingFiles: RecordingFiles
  readonly files: ExportFiles
  readonly reportFile: (report: Report) => Promise<{ path: string } | null>
  readonly confirmHook: (target: string, kind: 'address' | 'program') => Promise<boolean>
  readonly confirmMany: (kind: PaidOperationKind, count: number) => Promise<boolean>
}

/** The system's dialogs that ask for files, or for a yes, over the main window. */
export function createAppDialogs({ folder, log, language, region }: Environment, window: () => BrowserWindow | undefined): AppDialogs {
  return {
    contactFiles: createContactFiles(window),
    recordingFiles: createRecordingFiles(window),
    files: createExportFiles({ parent: window, language, region, log }),
    reportFile: (report) => saveReport(window, report, join(folder, 'logs', 'main.log')),
    confirmHook: (target, kind) => confirmHook(window(), target, kind, language()),
    confirmMany: (kind, count) => confirmManyOperations(kind, count, language()),
  }
}
