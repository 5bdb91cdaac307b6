// Loaded with `-r` into the main process before the app, on real Electron and on the stand-in alike: keeps what the app gave
// to the desktop, and answers nothing by itself.
const { Tray, Notification, shell } = require('electron')

const seen = { tray: {}, notifications: [], opened: [] }
globalThis.__recorder = seen
for (const method of ['setToolTip', 'setImage', 'setContextMenu']) {
  const original = Tray.prototype[method]
  Tray.prototype[method] = function (...args) {
    seen.tray[method] = args[0]
    return original.apply(this, args)
  }
}
const show = Notification.prototype.show
Notification.prototype.show = function () {
  seen.notifications.push(this)
  return show.call(this)
}
shell.openExternal = async (url) => {
  seen.opened.push(url)
}
