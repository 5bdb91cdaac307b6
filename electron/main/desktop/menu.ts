import { Menu } from 'electron'
import { desktopStrings } from './strings.ts'

/**
 * The application's menu: drawn on macOS alone, but its keys (copy, zoom, minimise) count everywhere. Electron's own default
 * menu would add reloading and developer tools.
 */
export function setApplicationMenu(platform: NodeJS.Platform, language: 'en' | 'de'): void {
  const t = desktopStrings(language)
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
      { role: 'editMenu' },
      {
        label: t.view,
        submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { type: 'separator' }, { role: 'togglefullscreen' }],
      },
      { role: 'windowMenu' },
    ]),
  )
}
