import { app, BrowserWindow, type ContextMenuParams, Menu, nativeTheme, screen, type WebContents } from 'electron'
import type { Line } from '../../../shared/domain/line.ts'
import type { Environment, Words } from '../environment.ts'
import type { SettingsStore } from '../storage/settings-store.ts'
import { createCloseHandler } from './close-window.ts'
import { peerRoutes } from './peer-routes.ts'
import { ORIGIN } from './scheme.ts'
import { mainWindowOptions, titleBarOverlay, visibleBounds } from './window-options.ts'

export type MainWindowOptions = {
  readonly preload: string
  readonly icon: string
  /** What closing does: stay in the background, quit as asked, or close at the end. */
  readonly onClose: () => 'stay' | 'quit' | 'close'
  /** Hides the window where the user can bring it back from. */
  readonly hideToTray: (window: BrowserWindow) => void
  readonly quit: () => void
  /** Started without showing itself. */
  readonly hidden: boolean
  /** Asks whether to call a number that was selected in the page. */
  readonly call: (number: string) => void
  /** The page is gone: navigation, crash. */
  readonly onPageGone: () => void
  /** The window was shown or hidden. */
  readonly onShown: (shown: boolean) => void
}

/** A page that keeps crashing is not reloaded more often than this many times a minute. */
const RELOADS = 5
const MINUTE = 60_000

export type MainWindow = {
  /** Undefined until it is open. */
  readonly window: () => BrowserWindow | undefined
  readonly contents: () => WebContents | undefined
  readonly open: (environment: Environment, options: MainWindowOptions) => BrowserWindow
  /** The lines changed: what their calls need of the network is what the page's peer connections get. */
  readonly setLines: (lines: readonly Line[]) => void
  /** The self-check runs: two peer connections of the page have to find each other by an address. */
  readonly setChecking: (checking: boolean) => void
}

/** The one window that owns microphone and loudspeaker. It is hidden, never closed, while the app runs in the tray. */
export function createMainWindow(): MainWindow {
  let window: BrowserWindow | undefined
  let lines: readonly Line[] = []
  let checking = false
  const setRoutes = (): void => {
    if (window && !window.isDestroyed()) window.webContents.setWebRTCIPHandlingPolicy(checking ? 'default' : peerRoutes(lines))
  }
  return {
    window: () => window,
    contents: () => window?.webContents,
    open(environment, options) {
      window = openMainWindow(environment, options)
      window.webContents.on('did-navigate', setRoutes)
      return window
    },
    setLines(now) {
      lines = now
      setRoutes()
    },
    setChecking(now) {
      checking = now
      setRoutes()
    },
  }
}

function openMainWindow({ settings, log, words, developmentUrl }: Environment, options: MainWindowOptions): BrowserWindow {
  const { preload, icon, onClose, hideToTray, quit, hidden, call, onPageGone, onShown } = options
  const bounds = visibleBounds(
    settings.get('window'),
    screen.getAllDisplays().map(({ workArea }) => workArea),
  )
  const window = new BrowserWindow({
    ...mainWindowOptions({
      platform: process.platform,
      preload,
      icon,
      dark: nativeTheme.shouldUseDarkColors,
      bounds,
      development: !app.isPackaged,
      hidden,
    }),
    title: words().app,
  })
  const { webContents } = window
  window.once('ready-to-show', () => {
    if (hidden) return
    if (bounds?.maximized) window.maximize()
    window.show()
  })
  // the brand's name, which the page does not know
  window.on('page-title-updated', (event) => event.preventDefault())

  webContents.on('context-menu', (_event, params) => {
    showContextMenu(window, params, words(), call).catch((e: Error) => log.error(`context menu: ${e.message}`))
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

  const close = createCloseHandler({ onClose, savePlace: () => savePlace(window, settings), hideToTray: () => hideToTray(window), quit, log })
  window.on('close', close)
  window.on('hide', () => onShown(false))
  window.on('show', () => onShown(true))
  nativeTheme.on('updated', () => {
    if (process.platform !== 'darwin' && !window.isDestroyed()) window.setTitleBarOverlay(titleBarOverlay(nativeTheme.shouldUseDarkColors))
  })
  void window.loadURL(developmentUrl ?? `${ORIGIN}/index.html`).catch((e: Error) => log.error(`page: ${e.message}`))
  return window
}

/** Finding a number in the selected text takes the numbering plans of all countries, which the window does not wait for. */
async function showContextMenu(window: BrowserWindow, params: ContextMenuParams, words: Words, call: MainWindowOptions['call']): Promise<void> {
  const { contextMenu } = await import('./context-menu.ts')
  const items = contextMenu(params, words, call)
  if (items.length && !window.isDestroyed()) Menu.buildFromTemplate(items).popup({ window })
}

function savePlace(window: BrowserWindow, settings: SettingsStore): void {
  const { x, y, width, height } = window.getNormalBounds()
  settings.set('window', { x, y, width, height, maximized: window.isMaximized() })
}
