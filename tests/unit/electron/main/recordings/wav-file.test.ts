import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
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
