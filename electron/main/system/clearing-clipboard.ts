export type Clipboard = { readonly read: () => Promise<string> | string; readonly write: (text: string) => void; readonly clear: () => void }

/** Time a secret stays in the clipboard, ms. */
export const SECRET_KEPT = 30_000

export type ClearingClipboard = {
  /** Copies a secret, and empties the clipboard after 30 s. */
  readonly copy: (secret: string) => void
  /** Empties it now, if there is a secret of ours in it. */
  readonly clear: () => Promise<void>
}

/** A clipboard that forgets secrets, unless it holds something else by then: that is not ours to remove. */
export function createClearingClipboard(clipboard: Clipboard): ClearingClipboard {
  let copied: string | null = null
  let timer: NodeJS.Timeout | undefined
  const clear = async (): Promise<void> => {
    clearTimeout(timer)
    const ours = copied
    copied = null
    if (ours !== null && (await clipboard.read()) === ours) clipboard.clear()
  }
  return {
    copy(secret) {
      clearTimeout(timer)
      copied = secret
      clipboard.write(secret)
      // a clipboard that another program holds at this moment cannot be read, and is left alone
      timer = setTimeout(() => void clear().catch(() => {}), SECRET_KEPT)
    },
    clear,
  }
}
