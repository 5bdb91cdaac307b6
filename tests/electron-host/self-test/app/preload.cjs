const { contextBridge, ipcRenderer } = require('electron')
let refused = ''
try {
  require('node:fs')
} catch (e) {
  refused = e.message
}
contextBridge.exposeInMainWorld('api', { echo: (v) => ipcRenderer.invoke('echo', v), fail: () => ipcRenderer.invoke('fail'), refused })
