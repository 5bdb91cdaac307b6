import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Environment, Words } from '../environment.ts'
import { desktopStrings, fill } from '../strings.ts'
import type { Desktop } from '../system/desktop.ts'

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
 * The application's menu: drawn on macOS alone, but its keys (copy, zoom, minimise) work everywhere. Electron's own default
 * menu would add reloading and developer tools.
 */
export function applicationMenu(platform: NodeJS.Platform, { language, app }: Words, actions: MenuActions): MenuItemConstructorOptions[] {
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

/** Shows the menu in the present language. During development Electron's own menu stays: it has the tools. */
export function setApplicationMenu({ words, developmentUrl }: Environment, { open, keys }: Pick<Desktop, 'open' | 'keys'>): void {
  if (developmentUrl !== undefined) return
  const actions: MenuActions = { show: open, dialClipboard: keys['dial-clipboard'], mute: keys.mute, endCall: keys.end }
  Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(process.platform, words(), actions)))
}
