import { BrowserWindow, Menu, nativeTheme, screen, shell } from 'electron'
import type { Log } from '../log.ts'
import type { SettingsStore } from '../storage/settings-store.ts'
import { contextMenu } from './context-menu.ts'
import { isOurPage, ORIGIN } from './scheme.ts'
import type { TrayWords } from './tray-menu.ts'
import { mainWindowOptions, titleBarOverlay, visiblePlace } from './window-options.ts'

export type MainWindowOptions = {
  readonly preload: string
  readonly icon: string
  /** The development server's address, where there is one. */
  readonly developmentUrl: string | undefined
  readonly settings: SettingsStore
  readonly log: Log
  /** What closing does: stay in the background, quit as asked, or close at the end. */
  readonly onClose: () => 'stay' | 'quit' | 'close'
  /** Hides the window where it can be got back from. */
  readonly putAway: (window: BrowserWindow) => void
  readonly quit: () => void
  /** Started without showing itself. */
  readonly hidden: boolean
  readonly title: string
  readonly words: () => TrayWords
  /** Asks whether to call a number that was selected in the page. */
  readonly call: (number: string) => void
  /** The page is gone: navigation, crash. */
  readonly onPageGone: () => void
}

/** A page that keeps crashing is not reloaded more often than this many times a minute. */
const RELOADS = 5
const MINUTE = 60_000

/** The one window that owns microphone and loudspeaker. It is hidden, never closed, while the app runs in the tray. */
export function createMainWindow(options: MainWindowOptions): BrowserWindow {
  const { preload, icon, developmentUrl, settings, log, onClose, putAway, quit, hidden, title, words, call, onPageGone } = options
  const place = visiblePlace(
    settings.get('window'),
    screen.getAllDisplays().map(({ workArea }) => workArea),
  )
  const window = new BrowserWindow({
    ...mainWindowOptions(process.platform, preload, icon, nativeTheme.shouldUseDarkColors, place),
    title,
  })
  const { webContents } = window
  window.once('ready-to-show', () => {
    if (hidden) return
    if (place?.maximized) window.maximize()
    window.show()
  })
  // the brand's name, which the page does not know
  window.on('page-title-updated', (event) => event.preventDefault())

  webContents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
  webContents.on('will-navigate', (event) => {
    // our own page again is a reload
    if (!isOurPage(event.url, developmentUrl)) event.preventDefault()
  })
  webContents.on('context-menu', (_event, params) => {
    const items = contextMenu(params, words(), call)
    if (items.length) Menu.buildFromTemplate(items).popup({ window })
  })
  // Chromium forgets it with each page
  webContents.on('did-finish-load', () => webContents.setZoomFactor(settings.get('settings').zoom / 100))
  webContents.on('did-navigate', () => onPageGone())
  let crashes: number[] = []
  webContents.on('render-process-gone', (_event, { reason }) => {
    log.warn(`the page is gone: ${reason}`)
    onPageGone()
    if (reason === 'clean-exit') return
    crashes = [...crashes.filter((at) => at > Date.now() - MINUTE), Date.now()]
    setTimeout(() => !window.isDestroyed() && webContents.reload(), crashes.length > RELOADS ? MINUTE / RELOADS : 0)
  })

  window.on('close', (event) => {
    savePlace(window, settings)
    switch (onClose()) {
      case 'close':
        return
      case 'stay':
        event.preventDefault()
        return putAway(window)
      case 'quit':
        // the window stays until it is known that the user really wants to leave a call
        event.preventDefault()
        return quit()
    }
  })
  nativeTheme.on('updated', () => {
    if (process.platform !== 'darwin' && !window.isDestroyed()) window.setTitleBarOverlay(titleBarOverlay(nativeTheme.shouldUseDarkColors))
  })
  void window.loadURL(developmentUrl ?? `${ORIGIN}/index.html`).catch((e: Error) => log.error(`page: ${e.message}`))
  return window
}

const outside = new Set(['https://dialdesk.example/'])
function openOutside(url: string): void {
  if (outside.has(url)) void shell.openExternal(url)
}

function savePlace(window: BrowserWindow, settings: SettingsStore): void {
  const { x, y, width, height } = window.getNormalBounds()
  settings.set('window', { x, y, width, height, maximized: window.isMaximized() })
}
