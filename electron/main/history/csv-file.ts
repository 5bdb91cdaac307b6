import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'

/**
 * Writes a file part by part. It has its name when it is complete: where this throws (no room, no permission, aborted) nothing is
 * left of it, and a file that had the name stays as it was.
 */
export async function writeParts(path: string, parts: AsyncIterable<string>): Promise<void> {
  const unfinished = `${path}.part`
  const file = createWriteStream(unfinished, { mode: 0o600 })
  const ended = finished(file)
  // awaited below; a failure before that must not be an unhandled one
  ended.catch(() => {})
  const write = (text: string): Promise<void> => new Promise((resolve, reject) => file.write(text, (e) => (e ? reject(e) : resolve())))
  try {
    for await (const part of parts) await write(part)
    file.end()
    await ended
    await rename(unfinished, path)
  } catch (e) {
    file.destroy()
    await rm(unfinished, { force: true })
    throw e
  }
}
