// State shared by the stand-in's modules.
import type { Running, Session } from './chromium.ts'
import type { BrowserWindow, WebContents } from './window.ts'

export const host = {
  exe: process.env['ELECTRON_HOST_EXE'] ?? process.execPath,
  isReady: false,
  versions: { electron: '', chrome: '', node: process.versions.node } as Record<string, string>,
  windows: new Map<number, BrowserWindow>(),
  contents: new Map<number, WebContents>(),
  chromium: undefined as unknown as Running,
  app: undefined as any,
  session: undefined as any,
  sessionOf: undefined as any,
  ipcMain: undefined as any,
  nativeImage: undefined as any,
  newIpc: undefined as any,
  attached: undefined as unknown as (targetId: string) => Promise<Session>,
  nextUnclaimed: undefined as unknown as () => Promise<{ cdp: Session; targetId: string }>,
  /** Tells Chromium what the app's own permission handlers say. */
  applyPermissions: undefined as (() => Promise<void>) | undefined,
  allClosed: () => {},
  closePrevented: () => {},
  schemes: new Map<string, object>(),
  // a custom scheme cannot be registered in a stock Chromium: scheme://host/path travels as http://host.scheme.localhost/path,
  // which is a secure context too and, like Electron's own schemes, not one that blocks ws:// as mixed content
  toChromium(url: string): string {
    const m = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url)
    if (!m || !host.schemes.has(m[1]!.toLowerCase())) return url
    return `http://${m[2]}.${m[1]!.toLowerCase()}.localhost${m[3] || '/'}`
  },
  fromChromium(url: string): string {
    const m = /^http:\/\/([^/?#]*)\.([a-z0-9+-]+)\.localhost(?=[/?#]|$)(.*)$/i.exec(url)
    return m && host.schemes.has(m[2]!) ? `${m[2]}://${m[1]}${m[3]}` : url
  },
}
