import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import type { IpcHandlers } from '../../../shared/contract/ipc.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { PaidOperationKind } from '../../../shared/domain/paid-operation.ts'
import type { Environment } from '../environment.ts'
import { crashFolder } from '../system/crash-folder.ts'
import { createCrashReports } from '../system/crash-reports.ts'
import { type ChosenFile, chooseFile } from './choose-file.ts'
import { confirmCards } from './confirm-cards.ts'
import { confirmHook } from './confirm-hook.ts'
import { confirmManyOperations } from './confirm-many-operations.ts'
import { type ContactFiles, createContactFiles } from './contact-files.ts'
import { createCrashFiles } from './crash-files.ts'
import { createExportFiles, type ExportFiles } from './export-files.ts'
import { createRecordingFiles, type RecordingFiles } from './recording-files.ts'
import { type Report, saveReport } from './report-file.ts'

export type AppDialogs = {
  readonly contactFiles: ContactFiles
  readonly recordingFiles: RecordingFiles
  readonly files: ExportFiles
  readonly crashes: IpcHandlers['crashes']
  readonly reportFile: (report: Report) => Promise<{ path: string } | null>
  /** Asks for a file with a list: a CSV file or a text. Null if cancelled. */
  readonly chooseList: () => Promise<ChosenFile | null>
  readonly confirmCards: (count: number, total: Money) => Promise<boolean>
  readonly confirmMany: (kind: PaidOperationKind, count: number, more?: number) => Promise<boolean>
  readonly confirmHook: (target: string, kind: 'address' | 'program') => Promise<boolean>
}

/** The system's dialogs that ask for files, or for a yes, over the main window. */
export function createAppDialogs({ folder, log, language, region }: Environment, window: () => BrowserWindow | undefined): AppDialogs {
  return {
    contactFiles: createContactFiles(window),
    recordingFiles: createRecordingFiles(window),
    crashes: createCrashFiles(createCrashReports(crashFolder(folder), Date.now), window),
    files: createExportFiles({ parent: window, language, region, log }),
    reportFile: (report) => saveReport(window, report, join(folder, 'logs', 'main.log')),
    chooseList: () => chooseFile(window(), 'CSV', ['csv', 'tsv', 'txt']),
    confirmCards: (count, total) => confirmCards(window(), count, total, language()),
    confirmMany: (kind, count, more = 1) => confirmManyOperations(kind, count, more, language()),
    confirmHook: (target, kind) => confirmHook(window(), target, kind, language()),
  }
}
