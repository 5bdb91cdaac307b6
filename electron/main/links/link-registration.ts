import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { app } from 'electron'
import { linkSchemes } from '../../../shared/domain/link.ts'
import { quoted, startCommand } from '../system/start-with-system.ts'

/** Name of the entry for an app without an installer: an AppImage, or one in development. */
const ENTRY = 'dialdesk-links.desktop'

/**
 * Makes this app the one for telephone links, when the user asks for it. `--` comes before the link, so that a link is never
 * read as an option. Windows asks the user once more and offers what the installer registered.
 */
export async function registerLinkHandler(): Promise<void> {
  if (process.platform !== 'linux') {
    const [path = process.execPath, ...args] = startCommand()
    for (const scheme of linkSchemes) app.setAsDefaultProtocolClient(scheme, path, [...args, '--'])
    return
  }
  let entry = 'dialdesk.desktop'
  if (!app.isPackaged || process.env['APPIMAGE']) {
    entry = ENTRY
    const folder = join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'applications')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, ENTRY), linkEntry(startCommand()))
  }
  await promisify(execFile)('xdg-mime', ['default', entry, ...linkSchemes.map((s) => `x-scheme-handler/${s}`)], { timeout: 10_000 })
}

/** The desktop entry that opens links with this command (freedesktop.org: Desktop Entry Specification). */
export const linkEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Dialdesk',
    'NoDisplay=true',
    `Exec=${command.map(quoted).join(' ')} -- %u`,
    `MimeType=${linkSchemes.map((s) => `x-scheme-handler/${s};`).join('')}`,
    '',
  ].join('\n')
