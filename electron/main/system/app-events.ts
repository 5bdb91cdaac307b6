import { app, powerMonitor } from 'electron'
import { secondLaunch } from '../cli/command-line.ts'
import type { Desktop } from './desktop.ts'
import type { Quit } from './quit.ts'

/** Follows what the system asks of the running app. @param onResume what is done when the computer wakes up */
export function followAppEvents(desktop: Pick<Desktop, 'dispatch' | 'openLink' | 'open'>, quit: Quit, onResume: readonly (() => void)[]): void {
  app.on('second-instance', (_event, argv, _folder, data) => desktop.dispatch(secondLaunch(data, argv)))
  // macOS hands links over as an event
  app.on('open-url', (event, url) => {
    event.preventDefault()
    desktop.openLink(url)
  })
  app.on('activate', () => desktop.open())
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', quit.beforeQuit)
  for (const run of onResume) powerMonitor.on('resume', run)
}
