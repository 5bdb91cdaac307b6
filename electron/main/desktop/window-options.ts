import type { BrowserWindowConstructorOptions } from 'electron'
import type { WindowPlace } from '../storage/settings-store.ts'

/** Background before the page has drawn, and of the title bar's controls (ux tokens bg, chrome, t2). */
export const colours = {
  light: { background: '#FFFFFF', chrome: '#F2F3F6', symbol: '#454C59' },
  dark: { background: '#181B21', chrome: '#121419', symbol: '#B7BDC8' },
} as const

export const HEADER_HEIGHT = 52

export function titleBarOverlay(dark: boolean): { color: string; symbolColor: string; height: number } {
  const { chrome, symbol } = colours[dark ? 'dark' : 'light']
  return { color: chrome, symbolColor: symbol, height: HEADER_HEIGHT - 1 }
}

/** @param icon picture of the window where the system takes it from the window itself */
export function mainWindowOptions(
  platform: NodeJS.Platform,
  preload: string,
  icon: string,
  dark: boolean,
  place: WindowPlace | null,
): BrowserWindowConstructorOptions {
  return {
    title: 'Dialdesk',
    width: place?.width ?? 1120,
    height: place?.height ?? 720,
    ...(place?.x != null && place.y != null ? { x: place.x, y: place.y } : {}),
    ...(platform === 'linux' ? { icon } : {}),
    minWidth: 360,
    minHeight: 560,
    show: false,
    backgroundColor: colours[dark ? 'dark' : 'light'].background,
    // the page's header is the title bar
    ...(platform === 'darwin'
      ? { titleBarStyle: 'hiddenInset' as const, trafficLightPosition: { x: 16, y: 18 } }
      : { titleBarStyle: 'hidden' as const, titleBarOverlay: titleBarOverlay(dark) }),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      backgroundThrottling: true,
    },
  }
}
