import { Menu, type MenuItemConstructorOptions } from 'electron'
import { desktopStrings, fill } from './strings.ts'
import type { TrayWords } from './tray-menu.ts'

export type MenuActions = {
  readonly show: (screen: 'settings' | 'keys' | 'missed') => void
  readonly dialClipboard: () => void
  readonly mute: () => void
  readonly endCall: () => void
}

/** Shown beside an item; the page itself listens, since it knows whether a text field has the focus. */
const key = (accelerator: string): Pick<MenuItemConstructorOptions, 'accelerator' | 'registerAccelerator'> => ({
  accelerator,
  registerAccelerator: false,
})

/**
 * The application's menu: drawn on macOS alone, but its keys (copy, zoom, minimise) count everywhere. Electron's own default
 * menu would add reloading and developer tools.
 */
export function applicationMenu(platform: NodeJS.Platform, { language, app }: TrayWords, actions: MenuActions): MenuItemConstructorOptions[] {
  const t = desktopStrings(language)
  const settings: MenuItemConstructorOptions = { label: `${t.settings}...`, ...key('CommandOrControl+,'), click: () => actions.show('settings') }
  const line: MenuItemConstructorOptions = { type: 'separator' }
  return [
    ...(platform === 'darwin'
      ? [
          {
            label: app,
            submenu: [
              { role: 'about' as const },
              line,
              settings,
              line,
              { role: 'services' as const },
              line,
              { role: 'hide' as const },
              { role: 'hideOthers' as const },
              { role: 'unhide' as const },
              line,
              { role: 'quit' as const, label: fill(t.quit, { app }) },
            ],
          },
        ]
      : []),
    { role: 'editMenu', label: t.text.menu },
    {
      label: t.call,
      submenu: [
        { label: t.clipboard, ...key('CommandOrControl+Shift+V'), click: actions.dialClipboard },
        { label: t.history, click: () => actions.show('missed') },
        line,
        { label: `${t.mute} / ${t.unmute}`, click: actions.mute },
        { label: t.endCall, ...key('CommandOrControl+E'), click: actions.endCall },
        ...(platform === 'darwin' ? [] : [line, settings, { role: 'quit' as const, label: fill(t.quit, { app }) }]),
      ],
    },
    {
      label: t.view,
      submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, line, { role: 'togglefullscreen' }],
    },
    { role: 'windowMenu' },
    { role: 'help', label: t.help, submenu: [{ label: t.keys, accelerator: '?', registerAccelerator: false, click: () => actions.show('keys') }] },
  ]
}

export const setApplicationMenu = (platform: NodeJS.Platform, words: TrayWords, actions: MenuActions): void =>
  Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(platform, words, actions)))
