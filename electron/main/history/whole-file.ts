import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'

/**
 * Writes a file part by part. It has its name when it is complete: where `fill` or a write throws (no room, no permission,
 * aborted) nothing is left of it, and a file that had the name stays as it was.
 */
export async function writeWhole(path: string, fill: (write: (part: string | Uint8Array) => Promise<void>) => Promise<void>): Promise<void> {
  const unfinished = `${path}.part`
  const file = createWriteStream(unfinished, { mode: 0o600 })
  const ended = finished(file)
  // awaited below; a failure before that must not be an unhandled one
  ended.catch(() => {})
  try {
    await fill((part) => new Promise((resolve, reject) => file.write(part, (e) => (e ? reject(e) : resolve()))))
    file.end()
    await ended
    await rename(unfinished, path)
  } catch (e) {
    file.destroy()
    await rm(unfinished, { force: true })
    throw e
  }
}
