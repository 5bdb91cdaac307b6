// Loaded before a utility process's own module: gives it `process.parentPort` and refuses `electron` by name.
// In JavaScript: what removes TypeScript's types costs each such process 17 MB and 100 ms of processor time.
import { EventEmitter } from 'node:events'
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron' || specifier.startsWith('electron/'))
      throw new Error('electron-host: import of electron in a utility process is not stood in for')
    return next(specifier, context)
  },
})

class ParentPort extends EventEmitter {
  postMessage(message, transfer = []) {
    if (transfer.length) throw new Error('electron-host: transferring ports is not stood in for')
    if (process.connected) process.send(message, undefined, {}, () => {})
  }
  start() {}
  pause() {}
}
const port = new ParentPort()
// messages that come before the module listens are kept, as in Electron
const early = []
let listening = false
const deliver = (data) => port.emit('message', { data, ports: [] })
process.on('message', (data) => (listening ? deliver(data) : early.push(data)))
port.on('newListener', (name) => {
  if (name !== 'message' || listening) return
  listening = true
  setImmediate(() => early.splice(0).forEach(deliver))
})
process.on('disconnect', () => process.exit(0))
Object.defineProperty(process, 'parentPort', { value: port })
Object.defineProperty(process, 'type', { value: 'utility' })
