import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { AppError } from '../../../shared/domain/failure.ts'

/**
 * Writes a file part by part. It has its name when it is complete: where `fill` or a write throws (no room, no permission,
 * aborted) nothing is left of it, and a file that had the name stays as it was.
 *
 * @throws AppError `file-not-written`, and whatever `fill` throws
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
    await rm(unfinished, { force: true }).catch(() => {})
    throw asFileFailure(e)
  }
}

/** An error of the file system as the user can be told of it; any other as it is. */
export function asFileFailure(e: unknown): unknown {
  const code = (e as NodeJS.ErrnoException | null)?.code
  return e instanceof Error && typeof code === 'string' && /^E[A-Z]+$/.test(code) ? new AppError('file-not-written', code) : e
}

/** What an aborted signal throws: whoever cancelled knows. */
export const isAbort = (e: unknown): boolean => e instanceof Error && e.name === 'AbortError'
