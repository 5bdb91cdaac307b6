import { BrowserWindow, nativeTheme, screen, shell } from 'electron'
import type { Log } from '../log.ts'
import type { SettingsStore, WindowPlace } from '../storage/settings-store.ts'
import { ORIGIN } from './scheme.ts'
import { mainWindowOptions, titleBarOverlay } from './window-options.ts'

export type MainWindowOptions = {
  readonly preload: string
  /** `app://dialdesk/index.html`, or the development server's address. */
  readonly url: string
  readonly settings: SettingsStore
  readonly log: Log
  /** Closing hides the window while something else (the tray) keeps the app reachable. */
  readonly hideOnClose: () => boolean
  /** The page is gone: navigation, crash. */
  readonly onPageGone: () => void
}

/** The one window that owns microphone and loudspeaker. It is hidden, never closed, while the app runs in the tray. */
export function createMainWindow({ preload, url, settings, log, hideOnClose, onPageGone }: MainWindowOptions): BrowserWindow {
  const window = new BrowserWindow(
    mainWindowOptions(process.platform, preload, nativeTheme.shouldUseDarkColors, visiblePlace(settings.get('window'))),
  )
  const { webContents } = window
  window.once('ready-to-show', () => window.show())
  webContents.setWindowOpenHandler(({ url: wanted }) => {
    openOutside(wanted)
    return { action: 'deny' }
  })
  webContents.on('will-navigate', (event) => event.preventDefault())
  webContents.on('did-navigate', () => onPageGone())
  webContents.on('render-process-gone', (_event, { reason }) => {
    log.warn(`the page is gone: ${reason}`)
    onPageGone()
    if (reason !== 'clean-exit') webContents.reload()
  })
  window.on('close', (event) => {
    savePlace(window, settings)
    if (!hideOnClose()) return
    event.preventDefault()
    window.hide()
  })
  nativeTheme.on('updated', () => {
    if (process.platform !== 'darwin' && !window.isDestroyed()) window.setTitleBarOverlay(titleBarOverlay(nativeTheme.shouldUseDarkColors))
  })
  void window.loadURL(url).catch((e: Error) => log.error(`page: ${e.message}`))
  return window
}

/** Whether a frame is the main frame of our own page. */
export function isOurPage(url: string, developmentUrl: string | undefined): boolean {
  return (
    url === `${ORIGIN}/index.html` ||
    url.startsWith(`${ORIGIN}/index.html?`) ||
    url.startsWith(`${ORIGIN}/index.html#`) ||
    (developmentUrl !== undefined && url.startsWith(developmentUrl))
  )
}

const outside = new Set(['https://dialdesk.example/'])
function openOutside(url: string): void {
  if (outside.has(url)) void shell.openExternal(url)
}

function savePlace(window: BrowserWindow, settings: SettingsStore): void {
  const { x, y, width, height } = window.getNormalBounds()
  settings.set('window', { x, y, width, height, maximized: window.isMaximized() })
}

/** The place of the last run if it still is on a screen. */
function visiblePlace(place: WindowPlace | null): WindowPlace | null {
  if (!place || place.x === null || place.y === null) return place
  const { x, y } = place
  const onScreen = screen.getAllDisplays().some(({ workArea: a }) => x + 100 > a.x && x < a.x + a.width - 100 && y >= a.y && y < a.y + a.height - 100)
  return onScreen ? place : { ...place, x: null, y: null }
}
