import { app, clipboard } from 'electron'
import { createClearingClipboard } from './clearing-clipboard.ts'

/** Copies a secret to the system's clipboard, which is emptied of it after 30 s, and when the app quits before. */
export function createSecretClipboard(): (secret: string) => void {
  const clearing = createClearingClipboard({
    read: () => clipboard.readText(),
    write: (text) => clipboard.writeText(text),
    clear: () => clipboard.clear(),
  })
  app.on('before-quit', () => void clearing.clear().catch(() => {}))
  return clearing.copy
}
