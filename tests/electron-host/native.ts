// The parts of the desktop, as state that can be looked at: images, menus, tray, notifications, dialogs, power, theme, screen.
import { EventEmitter } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { host } from './host.ts'
import { record } from './record.ts'
import { BrowserWindow } from './window.ts'

type Handler = (...a: unknown[]) => unknown

export class NativeImage {
  readonly png: Buffer
  #template = false
  constructor(png: Buffer) {
    this.png = png
  }
  isEmpty(): boolean {
    return this.png.length === 0
  }
  toPNG(): Buffer {
    return this.png
  }
  toDataURL(): string {
    return `data:image/png;base64,${this.png.toString('base64')}`
  }
  getSize(): { width: number; height: number } {
    return this.png.length > 24 ? { width: this.png.readUInt32BE(16), height: this.png.readUInt32BE(20) } : { width: 0, height: 0 }
  }
  resize(): this {
    return this
  }
  setTemplateImage(v: boolean): void {
    this.#template = v
  }
  isTemplateImage(): boolean {
    return this.#template
  }
  addRepresentation(): void {}
}
export const nativeImage = {
  createEmpty: () => new NativeImage(Buffer.alloc(0)),
  createFromBuffer: (b: Buffer) => new NativeImage(b),
  createFromPath: (p: string) => new NativeImage(existsSync(p) ? readFileSync(p) : Buffer.alloc(0)),
  createFromDataURL: (u: string) => new NativeImage(Buffer.from(u.split(',')[1] ?? '', 'base64')),
}
host.nativeImage = nativeImage

type Any = any
export class MenuItem {
  [k: string]: Any
  constructor(o: Any) {
    Object.assign(this, { enabled: true, visible: true, checked: false, label: '', type: o.submenu ? 'submenu' : 'normal' }, o)
    if (Array.isArray(o.submenu)) this['submenu'] = Menu.buildFromTemplate(o.submenu)
    this['click'] = (ev: unknown = {}, w?: unknown) => {
      if (this['type'] === 'checkbox') this['checked'] = !this['checked']
      o.click?.(this, w ?? BrowserWindow.getFocusedWindow(), ev)
    }
  }
}
export class Menu extends EventEmitter {
  items: MenuItem[] = []
  static #app: Menu | null = null
  append(i: MenuItem): void {
    this.items.push(i)
  }
  popup(o?: unknown): void {
    record('menu.popup', o)
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const i of this.items) {
      const found = i['id'] === id ? i : i['submenu']?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
  static buildFromTemplate(t: Any[]): Menu {
    const m = new Menu()
    for (const i of t) m.append(i instanceof MenuItem ? i : new MenuItem(i))
    return m
  }
  static setApplicationMenu(m: Menu | null): void {
    Menu.#app = m
  }
  static getApplicationMenu(): Menu | null {
    return Menu.#app
  }
}

export class Tray extends EventEmitter {
  image: unknown
  tooltip = ''
  menu: Menu | null = null
  #gone = false
  constructor(image: unknown) {
    super()
    this.image = image
  }
  setImage(i: unknown): void {
    this.image = i
  }
  setToolTip(t: string): void {
    this.tooltip = t
  }
  setContextMenu(m: Menu | null): void {
    this.menu = m
  }
  destroy(): void {
    this.#gone = true
  }
  isDestroyed(): boolean {
    return this.#gone
  }
}

export class Notification extends EventEmitter {
  static isSupported(): boolean {
    return true
  }
  [k: string]: Any
  constructor(o: object = {}) {
    super()
    Object.assign(this, o)
  }
  show(): void {
    this.emit('show', {})
  }
  close(): void {
    this.emit('close', {})
  }
}

/** Chromium's own dumps are those of the browser that stands in; none are asked of it. */
export const crashReporter = { start: (options: unknown) => record('crashReporter.start', options) }

const shortcuts = new Map<string, Handler>()
export const globalShortcut = {
  register(a: string, h: Handler): boolean {
    if (shortcuts.has(a)) return false
    shortcuts.set(a, h)
    return true
  },
  unregister: (a: string) => void shortcuts.delete(a),
  unregisterAll: () => shortcuts.clear(),
  isRegistered: (a: string) => shortcuts.has(a),
}

export const shell = {
  openExternal: async (u: string) => record('shell.openExternal', u),
  showItemInFolder: (p: string) => record('shell.showItemInFolder', p),
  beep: () => record('shell.beep'),
}

function createClipboard() {
  let text = ''
  return {
    readText: async () => text,
    writeText: async (t: string) => {
      text = t
    },
    clear: () => {
      text = ''
    },
  }
}
export const clipboard = { ...createClipboard(), selection: createClipboard() }

export const dialog = {
  showMessageBox: async (...a: unknown[]) => {
    record('dialog.showMessageBox', ...a)
    return { response: 0, checkboxChecked: false }
  },
  showMessageBoxSync: (...a: unknown[]) => {
    record('dialog.showMessageBoxSync', ...a)
    return 0
  },
  showErrorBox: (...a: unknown[]) => {
    record('dialog.showErrorBox', ...a)
    console.error(...a)
  },
  showOpenDialog: async (...a: unknown[]) => {
    record('dialog.showOpenDialog', ...a)
    return { canceled: true, filePaths: [] }
  },
  showSaveDialog: async (...a: unknown[]) => {
    record('dialog.showSaveDialog', ...a)
    return { canceled: true, filePath: '' }
  },
}

export const powerMonitor = Object.assign(new EventEmitter(), {
  getSystemIdleTime: () => 0,
  getSystemIdleState: () => 'active',
  isOnBatteryPower: () => false,
})

const blockers = new Set<number>()
let nextBlocker = 0
export const powerSaveBlocker = {
  start: () => {
    blockers.add(++nextBlocker)
    return nextBlocker
  },
  stop: (i: number) => blockers.delete(i),
  isStarted: (i: number) => blockers.has(i),
}

class NativeTheme extends EventEmitter {
  #source: 'system' | 'light' | 'dark' = 'system'
  shouldUseHighContrastColors = false
  get themeSource() {
    return this.#source
  }
  set themeSource(s: 'system' | 'light' | 'dark') {
    this.#source = s
    for (const w of host.contents.values()) void w.media([{ name: 'prefers-color-scheme', value: s === 'system' ? '' : s }])
    this.emit('updated')
  }
  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.shouldUseDarkColors
  }
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark'
  }
}
export const nativeTheme = new NativeTheme()

export const safeStorage = { isEncryptionAvailable: () => false, getSelectedStorageBackend: () => 'basic_text' }

const box = { x: 0, y: 0, width: 1280, height: 800 }
const display = { id: 1, bounds: box, workArea: box, size: { width: 1280, height: 800 }, workAreaSize: { width: 1280, height: 800 }, scaleFactor: 1 }
export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
  getDisplayNearestPoint: () => display,
  getCursorScreenPoint: () => ({ x: 0, y: 0 }),
})
export const systemPreferences = Object.assign(new EventEmitter(), { getMediaAccessStatus: () => 'granted', askForMediaAccess: async () => true })
