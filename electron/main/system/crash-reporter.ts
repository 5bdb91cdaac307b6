import { app, crashReporter } from 'electron'
import { crashFolder } from './crash-reports.ts'

/** Lets Crashpad write minidumps of processes that crash, into the user's data, and send them nowhere. Before Electron is ready. */
export function startCrashReporter(): void {
  app.setPath('crashDumps', crashFolder(app.getPath('userData')))
  crashReporter.start({ uploadToServer: false })
}
