import { clipboard } from 'electron'

/** Time a secret stays in the clipboard, ms. */
const KEPT = 30_000

export type SecretClipboard = {
  /** Copies a secret and empties the clipboard after 30 s, unless it holds something else by then. */
  readonly copySecret: (secret: string) => void
  /** What was copied. Called when the user asks for it, never otherwise. */
  readonly readClipboard: () => Promise<string>
}

export function createSecretClipboard(): SecretClipboard {
  let timer: NodeJS.Timeout | undefined
  return {
    copySecret(secret) {
      clearTimeout(timer)
      clipboard.writeText(secret)
      timer = setTimeout(() => {
        void Promise.resolve(clipboard.readText()).then((text) => {
          if (text === secret) clipboard.clear()
        })
      }, KEPT)
    },
    readClipboard: async () => clipboard.readText(),
  }
}
