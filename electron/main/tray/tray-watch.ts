import { execFile, spawn } from 'node:child_process'
import type { Log } from '../log.ts'

const WATCHER = 'org.kde.StatusNotifierWatcher'

/**
 * Reports whether the desktop draws tray icons, and each change. Windows and macOS always do. On Linux the owner of the
 * StatusNotifierItem watcher's name on the session bus does (freedesktop.org StatusNotifierItem): GNOME has none without its
 * extension, and without an icon a hidden window could not be brought back. Where the bus cannot be asked the answer is no.
 *
 * @returns the way to stop watching
 */
export function watchTray(platform: NodeJS.Platform, onChange: (present: boolean) => void, log: Pick<Log, 'info'>): () => void {
  if (platform !== 'linux') {
    onChange(true)
    return () => {}
  }
  const monitor = spawn('gdbus', ['monitor', '--session', '--dest', WATCHER], { stdio: ['ignore', 'pipe', 'ignore'] })
  monitor.once('error', () => {
    log.info('no answer from the session bus about a tray: the window stays in the taskbar')
    onChange(false)
  })
  let rest = ''
  monitor.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = (lines.pop() ?? '').slice(-1000)
    for (const line of lines) {
      const present = readOwner(line)
      if (present === false) onChange(false)
      else if (present) askHost(onChange)
    }
  })
  // gdbus must not outlive the app
  const stop = (): void => void monitor.kill()
  process.once('exit', stop)
  return stop
}

/** Whether a line of `gdbus monitor` reports the watched name as owned; null if it is about something else. */
export function readOwner(line: string): boolean | null {
  if (!line.startsWith(`The name ${WATCHER} `)) return null
  return !/does not have an owner/.test(line)
}

/** A watcher may run without a bar that shows its icons. One that does not answer the question counts as present. */
function askHost(onChange: (present: boolean) => void): void {
  const property = ['call', '--session', '--timeout', '3', '--dest', WATCHER, '--object-path', '/StatusNotifierWatcher']
  const method = ['--method', 'org.freedesktop.DBus.Properties.Get', WATCHER, 'IsStatusNotifierHostRegistered']
  execFile('gdbus', [...property, ...method], { timeout: 5000 }, (_error, stdout) => onChange(!/<false>/.test(stdout)))
}
