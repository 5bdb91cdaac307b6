import { type FileHandle, open } from 'node:fs/promises'

/** Bytes in front of the audio. */
export const WAV_HEADER = 44

/** A canonical WAV header: PCM, 16 bit. */
export function wavHeader(bytes: number, rate: number, channels: number): Buffer {
  const data = Buffer.alloc(WAV_HEADER)
  data.write('RIFF', 0, 'latin1')
  // lengths have 32 bits: a longer file states the maximum, and players read on to its end
  data.writeUInt32LE(Math.min(0xffff_ffff, bytes + WAV_HEADER - 8), 4)
  data.write('WAVEfmt ', 8, 'latin1')
  data.writeUInt32LE(16, 16)
  data.writeUInt16LE(1, 20)
  data.writeUInt16LE(channels, 22)
  data.writeUInt32LE(rate, 24)
  data.writeUInt32LE(rate * channels * 2, 28)
  data.writeUInt16LE(channels * 2, 32)
  data.writeUInt16LE(16, 34)
  data.write('data', 36, 'latin1')
  data.writeUInt32LE(Math.min(0xffff_ffff, bytes), 40)
  return data
}

export type WavFile = {
  /** Appends samples. The header is brought up to date every few seconds, so that a kill leaves a file that plays. */
  readonly write: (data: Uint8Array) => void
  /** Of the audio that is in the file; all of it once the file is closed. */
  readonly bytes: () => number
  /** @returns what went wrong on the way, or null */
  readonly close: () => Promise<Error | null>
}

/** ms. */
const HEADER_EVERY = 5000

/**
 * Begins a new file; one that is there already is never written over.
 *
 * @param onFailed it cannot be written on (a full disk, a drive that was unplugged): once, and nothing is written after it
 */
export async function createWavFile(
  path: string,
  rate: number,
  channels: number,
  onFailed: (e: NodeJS.ErrnoException) => void = () => {},
  openFile: typeof open = open,
): Promise<WavFile> {
  const file: FileHandle = await openFile(path, 'wx', 0o600)
  await file.write(wavHeader(0, rate, channels), 0, WAV_HEADER, 0)
  let bytes = 0
  let headerAt = Date.now()
  let failed: Error | null = null
  let queue: Promise<unknown> = Promise.resolve()
  const next = (run: () => Promise<unknown>): void => {
    queue = queue.then(run).catch((e: NodeJS.ErrnoException) => {
      if (failed) return
      failed = e
      onFailed(e)
    })
  }
  /** A disk that is nearly full takes a part of it. */
  const append = async (data: Uint8Array): Promise<void> => {
    for (let done = 0; done < data.length && !failed; ) {
      const { bytesWritten } = await file.write(data, done, data.length - done, WAV_HEADER + bytes)
      done += bytesWritten
      bytes += bytesWritten
    }
  }
  const saveHeader = (): void => next(() => file.write(wavHeader(bytes, rate, channels), 0, WAV_HEADER, 0))
  return {
    write(data) {
      if (failed) return
      next(() => append(data))
      if (Date.now() - headerAt < HEADER_EVERY) return
      headerAt = Date.now()
      saveHeader()
    },
    bytes: () => bytes,
    async close() {
      saveHeader()
      await queue
      await file.close().catch(() => {})
      return failed
    },
  }
}
