import { clipboard } from 'electron'

/** Time a secret stays in the clipboard, ms. */
const KEPT = 30_000

/** Copies a secret and empties the clipboard after 30 s, unless it holds something else by then. */
export function createSecretClipboard(): (secret: string) => void {
  let timer: NodeJS.Timeout | undefined
  return (secret) => {
    clearTimeout(timer)
    clipboard.writeText(secret)
    timer = setTimeout(() => {
      void Promise.resolve(clipboard.readText()).then((text) => {
        if (text === secret) clipboard.clear()
      })
    }, KEPT)
  }
}
