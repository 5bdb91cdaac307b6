import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { Log } from '../log.ts'

/** The command that starts this very app: the AppImage rather than what is mounted from it; in development the app's folder too. */
export function startCommand(): string[] {
  const { APPIMAGE } = process.env
  return app.isPackaged ? [APPIMAGE ?? process.execPath] : [process.execPath, app.getAppPath()]
}

/** Starts with the user's session, or does not: a login item on Windows and macOS, elsewhere an entry in the autostart folder. */
function setStartWithSystem(on: boolean): void {
  if (process.platform !== 'linux') {
    const [path, ...args] = startCommand()
    app.setLoginItemSettings({ openAtLogin: on, ...(process.platform === 'win32' && path ? { path, args: [...args, '--hidden'] } : {}) })
    return
  }
  const folder = join(app.getPath('appData'), 'autostart')
  const file = join(folder, 'dialdesk.desktop')
  if (!on) return rmSync(file, { force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, autostartEntry(startCommand()))
}

/** Follows the setting. The first one, at start, writes nothing: the system already holds it. */
export function createStartWithSystem(log: Pick<Log, 'warn'>): (on: boolean) => void {
  let last: boolean | null = null
  return (on) => {
    if (last !== null && last !== on) {
      try {
        setStartWithSystem(on)
      } catch (e) {
        log.warn(`start with the system: ${e instanceof Error ? e.message : 'failed'}`)
      }
    }
    last = on
  }
}

/** Whether the system started the app with the session; known on macOS alone. */
export const startedBySystem = (): boolean => process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin

/** Autostart entry (freedesktop.org Desktop Application Autostart Specification 0.5). */
export const autostartEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Dialdesk',
    `Exec=${command.map(quoted).join(' ')} --hidden`,
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')

/** Quoting of an argument in an Exec key (Desktop Entry Specification 1.5, "The Exec key"); a percent sign would begin a field code. */
export const quoted = (argument: string): string =>
  `"${argument
    .replace(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`
