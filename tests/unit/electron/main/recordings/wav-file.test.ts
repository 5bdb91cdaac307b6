import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createWavFile, wavHeader } from '../../../../../electron/main/recordings/wav-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'dialdesk-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('a WAV header describes what follows', () => {
  const header = wavHeader(64_000, 16_000, 2)
  expect([
    header.toString('latin1', 0, 4),
    header.readUInt32LE(4),
    header.readUInt16LE(22),
    header.readUInt32LE(24),
    header.readUInt32LE(28),
    header.readUInt32LE(40),
  ]).toEqual(['RIFF', 64_036, 2, 16_000, 64_000, 64_000])
})
it('a file plays as far as it was written; nothing is written over', async () => {
  const path = join(folder, 'x.wav')
  const file = await createWavFile(path, 16_000, 2)
  file.write(Buffer.alloc(400, 1))
  file.write(Buffer.alloc(200, 2))
  expect(await file.close()).toBeNull()
  const data = readFileSync(path)
  expect([data.length, data.readUInt32LE(40), data[44], data[643]]).toEqual([644, 600, 1, 2])
  await expect(createWavFile(path, 16_000, 2)).rejects.toThrow(/EEXIST/)
})

/** A disk with room for so many bytes behind the header: a write beyond that is cut, the next one fails. */
const diskWith =
  (room: number): typeof open =>
  async (...args) => {
    const file = await open(...args)
    const write = file.write.bind(file) as (data: Buffer, offset: number, length: number, at: number) => Promise<{ bytesWritten: number }>
    const short = async (data: Buffer, offset: number, length: number, at: number) => {
      const fits = Math.min(length, 44 + room - at)
      if (fits <= 0) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
      return write(data, offset, fits, at)
    }
    return Object.assign(file, { write: short }) as never
  }

it('a file on a full disk says so once, and plays as far as it was written', async () => {
  const path = join(folder, 'full.wav')
  const failed: string[] = []
  const file = await createWavFile(path, 16_000, 2, (e) => failed.push(String(e.code)), diskWith(500))
  file.write(Buffer.alloc(400, 1))
  file.write(Buffer.alloc(200, 2))
  file.write(Buffer.alloc(200, 3))
  expect(await file.close()).toMatchObject({ code: 'ENOSPC' })
  expect([failed, file.bytes()]).toEqual([['ENOSPC'], 500])
  const data = readFileSync(path)
  expect([data.length, data.readUInt32LE(40), data[543]]).toEqual([544, 500, 2])
})
it('a write that takes a part at a time is gone on with', async () => {
  const path = join(folder, 'slow.wav')
  const bytewise: typeof open = async (...args) => {
    const file = await open(...args)
    const write = file.write.bind(file) as (data: Buffer, offset: number, length: number, at: number) => Promise<{ bytesWritten: number }>
    return Object.assign(file, {
      write: (data: Buffer, offset: number, length: number, at: number) => write(data, offset, Math.min(7, length), at),
    }) as never
  }
  const file = await createWavFile(path, 16_000, 2, () => {}, bytewise)
  file.write(Buffer.alloc(20, 9))
  expect(await file.close()).toBeNull()
  expect(readFileSync(path).subarray(44)).toEqual(Buffer.alloc(20, 9))
})
