import { app, clipboard } from 'electron'
import { createClearingClipboard } from './clearing-clipboard.ts'

export type SecretClipboard = {
  /** Copies a secret, which the clipboard is emptied of after 30 s, and when the app quits before. */
  readonly copySecret: (secret: string) => void
  /** What was copied. Called when the user asks for it, never otherwise. */
  readonly readClipboard: () => Promise<string>
}

export function createSecretClipboard(): SecretClipboard {
  const clearing = createClearingClipboard({
    read: () => clipboard.readText(),
    write: (text) => clipboard.writeText(text),
    clear: () => clipboard.clear(),
  })
  app.on('before-quit', () => void clearing.clear().catch(() => {}))
  return { copySecret: clearing.copy, readClipboard: async () => clipboard.readText() }
}
