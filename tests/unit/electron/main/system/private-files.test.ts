import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepPrivate } from '../../../../../electron/main/system/private-files.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'private-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const mode = (name: string): string => (statSync(join(folder, name)).mode & 0o777).toString(8)

describe.skipIf(process.platform === 'win32')('what other users could read', () => {
  it('is the user’s alone after a start: the folder, the settings, databases, logs and the token', () => {
    for (const name of ['accounts', 'logs', 'Cache']) mkdirSync(join(folder, name), { mode: 0o755 })
    const files = [
      'settings.json',
      'settings.damaged-1.json',
      'contacts.db',
      'contacts.db-wal',
      'command-token',
      'phone-memory.json',
      'accounts/a.db',
      'logs/main.log',
    ]
    for (const name of [...files, 'Cache/data']) {
      writeFileSync(join(folder, name), 'x')
      chmodSync(join(folder, name), 0o644)
    }
    for (const name of ['.', 'accounts', 'logs', 'Cache']) chmodSync(join(folder, name), 0o755)
    expect(keepPrivate(folder).length).toBe(files.length + 3)
    for (const name of ['.', 'accounts', 'logs']) expect(mode(name)).toBe('700')
    for (const name of files) expect(mode(name)).toBe('600')
    // Chromium's own, which nobody gets to through a folder that is closed
    expect(mode('Cache/data')).toBe('644')
    expect(keepPrivate(folder)).toEqual([])
  })

  it('a link is not followed, and a folder that is not there is no error', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'))
    chmodSync(elsewhere, 0o755)
    symlinkSync(elsewhere, join(folder, 'logs'))
    keepPrivate(folder)
    expect((statSync(elsewhere).mode & 0o777).toString(8)).toBe('755')
    rmSync(elsewhere, { recursive: true })
    expect(keepPrivate(join(folder, 'none'))).toEqual([])
  })
})

it('on Windows nothing is changed', () => {
  expect(keepPrivate(folder, 'win32')).toEqual([])
})
