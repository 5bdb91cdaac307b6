import { mkdirSync } from 'node:fs'
import { app, crashReporter } from 'electron'
import { crashFolder } from './crash-folder.ts'

/** Lets Crashpad write minidumps of processes that crash, into the user's data, and send them nowhere. Before Electron is ready. */
export function startCrashReporter(): void {
  const folder = crashFolder(app.getPath('userData'))
  try {
    // Electron refuses a path that is not there
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    app.setPath('crashDumps', folder)
    crashReporter.start({ uploadToServer: false })
  } catch {
    // a full or read-only disk: the app starts all the same, without reports
  }
}
