// What `electron` resolves to in the main process when the app runs on the stand-in. A name that is imported from here and
// missing fails at link time; a member that is missing fails by its name (refuse.ts).
import { EventEmitter } from 'node:events'
import { App } from './app.ts'
import { host } from './host.ts'
import * as native from './native.ts'
import * as network from './net.ts'
import { refuseUnknown } from './refuse.ts'
import { utilityProcess as utility } from './utility-process.ts'
import { BrowserWindow, WebContents } from './window.ts'

type Handler = (...a: any[]) => unknown
class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>()
  handle(channel: string, h: Handler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.handlers.set(channel, h)
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel)
  }
}

const realApp = new App()
host.app = realApp
host.allClosed = () => realApp.allClosed()
host.closePrevented = () => realApp.closePrevented()
const realIpc = new IpcMain()
host.ipcMain = realIpc
host.newIpc = () => new IpcMain()

export const app = refuseUnknown('app', realApp)
export const ipcMain = refuseUnknown('ipcMain', realIpc)
export const protocol = refuseUnknown('protocol', network.protocol)
export const net = refuseUnknown('net', network.net)
export const session = refuseUnknown('session', network.session)
export const utilityProcess = refuseUnknown('utilityProcess', utility)
export const nativeImage = refuseUnknown('nativeImage', native.nativeImage)
export const globalShortcut = refuseUnknown('globalShortcut', native.globalShortcut)
export const shell = refuseUnknown('shell', native.shell)
export const clipboard = refuseUnknown('clipboard', native.clipboard)
export const dialog = refuseUnknown('dialog', native.dialog)
export const powerMonitor = refuseUnknown('powerMonitor', native.powerMonitor)
export const powerSaveBlocker = refuseUnknown('powerSaveBlocker', native.powerSaveBlocker)
export const nativeTheme = refuseUnknown('nativeTheme', native.nativeTheme)
export const safeStorage = refuseUnknown('safeStorage', native.safeStorage)
export const crashReporter = refuseUnknown('crashReporter', native.crashReporter)
export const screen = refuseUnknown('screen', native.screen)
export const systemPreferences = refuseUnknown('systemPreferences', native.systemPreferences)
export const { Menu, MenuItem, Tray, Notification } = native
export const webContents = WebContents
export { BrowserWindow }

const electron = refuseUnknown('electron', {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  systemPreferences,
  Tray,
  utilityProcess,
  webContents,
})
export default electron
export { electron as 'module.exports' }
