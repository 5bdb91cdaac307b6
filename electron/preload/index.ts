// Exposes the contract as `window.dialdesk`, and nothing else. Names come from the contract (at build time: channels.ts).
import { contextBridge, ipcRenderer } from 'electron'
import { channels } from './channels.ts'

const bridge: Record<string, Record<string, unknown>> = {}
for (const { domain, name, kind } of channels) {
  const channel = `${domain}.${name}`
  const group = bridge[domain] ?? {}
  bridge[domain] = group
  group[name] =
    kind === 'call'
      ? (args?: unknown) => ipcRenderer.invoke(channel, args)
      : (listener: (payload: unknown) => void) => {
          const run = (_event: unknown, payload: unknown): void => listener(payload)
          ipcRenderer.on(channel, run)
          return () => {
            ipcRenderer.removeListener(channel, run)
          }
        }
}
contextBridge.exposeInMainWorld('dialdesk', bridge)
