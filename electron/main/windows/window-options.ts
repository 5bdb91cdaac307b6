import type { BrowserWindowConstructorOptions } from 'electron'
import type { WindowBounds } from '../storage/settings-store.ts'

/** Background before the page has drawn, and of the title bar's controls (as in the page's design tokens). */
export const colours = {
  light: { background: '#FFFFFF', chrome: '#F2F3F6', symbol: '#454C59' },
  dark: { background: '#181B21', chrome: '#121419', symbol: '#B7BDC8' },
} as const

/** px; the same as in the page's style sheet. */
export const HEADER_HEIGHT = 52

/** Colours and height, px, of the window's own buttons over our header; one px less leaves its border visible. */
export function titleBarOverlay(dark: boolean): { color: string; symbolColor: string; height: number } {
  const { chrome, symbol } = colours[dark ? 'dark' : 'light']
  return { color: chrome, symbolColor: symbol, height: HEADER_HEIGHT - 1 }
}

type MainWindowSetUp = {
  readonly platform: NodeJS.Platform
  readonly preload: string
  /** The window's picture, where the system reads it from the window. */
  readonly icon: string
  readonly dark: boolean
  readonly bounds: WindowBounds | null
  /** Whether developer tools may be opened: never in what is shipped. */
  readonly development: boolean
  /** The app starts in the tray. */
  readonly hidden: boolean
}

export function mainWindowOptions({ platform, preload, icon, dark, bounds, development, hidden }: MainWindowSetUp): BrowserWindowConstructorOptions {
  return {
    title: 'Dialdesk',
    width: bounds?.width ?? 1120,
    height: bounds?.height ?? 720,
    ...(bounds?.x != null && bounds.y != null ? { x: bounds.x, y: bounds.y } : {}),
    ...(platform === 'linux' ? { icon } : {}),
    minWidth: 360,
    minHeight: 560,
    show: false,
    // false: the page's visibility is `hidden` until the window is shown, and there is no `ready-to-show`
    paintWhenInitiallyHidden: !hidden,
    backgroundColor: colours[dark ? 'dark' : 'light'].background,
    // the page's header is the title bar
    ...(platform === 'darwin'
      ? { titleBarStyle: 'hiddenInset' as const, trafficLightPosition: { x: 16, y: 18 } }
      : { titleBarStyle: 'hidden' as const, titleBarOverlay: titleBarOverlay(dark) }),
    webPreferences: webPreferences(preload, development),
  }
}

/** The same for every window: no Node in any page. Electron's defaults are spelled out, for a default may change. */
const closedOff = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const

const webPreferences = (preload: string, development: boolean): NonNullable<BrowserWindowConstructorOptions['webPreferences']> => ({
  ...closedOff,
  preload,
  devTools: development,
  backgroundThrottling: true,
})

export const INCOMING_SIZE = { width: 360, height: 180 } as const
/** Room between the incoming window and the edges of the screen. */
const MARGIN = 16

/** The incoming window: small, without frame, above all others, in no taskbar. */
export function incomingWindowOptions(
  platform: NodeJS.Platform,
  preload: string,
  dark: boolean,
  development: boolean,
): BrowserWindowConstructorOptions {
  return {
    ...INCOMING_SIZE,
    title: 'Dialdesk',
    show: false,
    frame: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    // a click answers even while another program has the focus
    acceptFirstMouse: true,
    // a panel comes over full-screen spaces without activating the app (macOS); window managers do not manage a notification (X11)
    ...(platform === 'darwin' ? { type: 'panel' } : platform === 'linux' ? { type: 'notification' } : {}),
    backgroundColor: colours[dark ? 'dark' : 'light'].background,
    webPreferences: { ...webPreferences(preload, development), backgroundThrottling: false },
  }
}

export const PRINT_SESSION = 'print'

/** The window that a page is printed from: never shown, without script, in a session of its own that is kept in memory. */
export const printWindowOptions: BrowserWindowConstructorOptions = {
  show: false,
  webPreferences: { ...closedOff, partition: PRINT_SESSION, javascript: false, devTools: false },
}

type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** Length of a window's top edge that must be on a screen, so that it can be dragged. */
const GRIP = 100

/** The window's bounds of the last run if it still is on one of the screens; else its size alone, no larger than the largest of them. */
export function visibleBounds(bounds: WindowBounds | null, screens: readonly Area[]): WindowBounds | null {
  if (!bounds || bounds.x === null || bounds.y === null) return bounds
  const { x, y } = bounds
  const there = screens.some((a) => x + bounds.width > a.x + GRIP && x < a.x + a.width - GRIP && y >= a.y && y < a.y + a.height - GRIP)
  if (there) return bounds
  const width = Math.min(bounds.width, Math.max(...screens.map((a) => a.width)))
  const height = Math.min(bounds.height, Math.max(...screens.map((a) => a.height)))
  return { ...bounds, x: null, y: null, width, height }
}

/** Bottom right of a screen's work area, scaled by the user's zoom. @param zoom 1 is the usual size */
export function incomingBounds({ x, y, width, height }: Area, zoom: number): Area {
  const size = { width: Math.round(INCOMING_SIZE.width * zoom), height: Math.round(INCOMING_SIZE.height * zoom) }
  return { x: Math.max(x, x + width - size.width - MARGIN), y: Math.max(y, y + height - size.height - MARGIN), ...size }
}
