import { type FileHandle, open } from 'node:fs/promises'

/** Bytes. */
const HEADER = 44

/** A canonical WAV header: PCM, 16 bit. */
export function wavHeader(bytes: number, rate: number, channels: number): Buffer {
  const data = Buffer.alloc(HEADER)
  data.write('RIFF', 0, 'latin1')
  // lengths have 32 bits: a longer file states the maximum, and players read on to its end
  data.writeUInt32LE(Math.min(0xffff_ffff, bytes + HEADER - 8), 4)
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
  readonly bytes: () => number
  /** @returns what went wrong on the way, or null */
  readonly close: () => Promise<Error | null>
}

/** ms. */
const HEADER_EVERY = 5000

/** Begins a new file; one that is there already is never written over. */
export async function createWavFile(path: string, rate: number, channels: number): Promise<WavFile> {
  const file: FileHandle = await open(path, 'wx', 0o600)
  await file.write(wavHeader(0, rate, channels), 0, HEADER, 0)
  let bytes = 0
  let headerAt = Date.now()
  let failed: Error | null = null
  let queue: Promise<unknown> = Promise.resolve()
  const next = (run: () => Promise<unknown>): void => {
    queue = queue.then(run).catch((e: Error) => {
      failed ??= e
    })
  }
  const saveHeader = (): void => next(() => file.write(wavHeader(bytes, rate, channels), 0, HEADER, 0))
  return {
    write(data) {
      if (failed) return
      const at = HEADER + bytes
      bytes += data.length
      next(() => file.write(data, 0, data.length, at))
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
