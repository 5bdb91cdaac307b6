// Loaded with `-r` into the main process before the app, on real Electron and on the stand-in alike: keeps what the app gave
// to the desktop, and answers nothing by itself.
const { app, BrowserWindow, globalShortcut, Notification, powerSaveBlocker, shell, Tray } = require('electron')

const seen = { tray: { setImage: null }, notifications: [], opened: [], badge: 0, awake: 0, keys: new Map(), taken: [], flashes: [] }
globalThis.__recorder = seen
for (const method of ['setToolTip', 'setImage', 'setContextMenu']) {
  const original = Tray.prototype[method]
  Tray.prototype[method] = function (...args) {
    seen.tray[method] = args[0]
    return original.apply(this, args)
  }
}
const { show, close } = Notification.prototype
Notification.prototype.show = function () {
  seen.notifications.push(this)
  return show.call(this)
}
Notification.prototype.close = function () {
  this.closed = true
  return close.call(this)
}
shell.openExternal = async (url) => {
  seen.opened.push(url)
}
const setBadge = app.setBadgeCount.bind(app)
app.setBadgeCount = (n) => {
  seen.badge = n
  return setBadge(n)
}
const { flashFrame } = BrowserWindow.prototype
BrowserWindow.prototype.flashFrame = function (on) {
  seen.flashes.push(on)
  return flashFrame.call(this, on)
}
const start = powerSaveBlocker.start.bind(powerSaveBlocker)
const stop = powerSaveBlocker.stop.bind(powerSaveBlocker)
powerSaveBlocker.start = (kind) => {
  seen.awake += 1
  return start(kind)
}
powerSaveBlocker.stop = (id) => {
  seen.awake -= 1
  return stop(id)
}
// keys that belong to another program are named by the spec in `taken`
const register = globalShortcut.register.bind(globalShortcut)
globalShortcut.register = (keys, run) => {
  if (seen.taken.includes(keys) || !register(keys, run)) return false
  seen.keys.set(keys, run)
  return true
}
const unregister = globalShortcut.unregister.bind(globalShortcut)
globalShortcut.unregister = (keys) => {
  seen.keys.delete(keys)
  return unregister(keys)
}
