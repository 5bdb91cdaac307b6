import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type CrashReports, createCrashReports } from '../../../../../electron/main/system/crash-reports.ts'

const DAY = 24 * 3_600_000
const now = Date.now()
let folder = ''
let reports: CrashReports
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'crashes-')), 'crashes')
  reports = createCrashReports(folder, () => now)
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))
const write = (path: string, text: string, age = 0): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
  utimesSync(join(folder, path), (now - age) / 1000, (now - age) / 1000)
}

it('lists minidumps and reports of the phone process, the newest first, and nothing else', () => {
  write('pending/a1.dmp', 'MDMP', 2000)
  write('report.20261128.1.json', '{}', 1000)
  write('settings.dat', 'x')
  write('pending/a1.meta', 'x')
  expect(reports.list().map(({ name, part, bytes }) => [name, part, bytes])).toEqual([
    ['report.20261128.1.json', 'phone', 2],
    ['a1.dmp', 'app', 4],
  ])
})

it('keeps ten, for thirty days', () => {
  for (let n = 0; n < 12; n++) write(`pending/${n}.dmp`, 'x', n * 1000)
  write('report.old.json', '{}', 31 * DAY)
  expect(reports.list().map(({ name }) => name)).toEqual(Array.from({ length: 10 }, (_, n) => `${n}.dmp`))
  expect(readdirSync(join(folder, 'pending')).length).toBe(10)
  expect(existsSync(join(folder, 'report.old.json'))).toBe(false)
})

it('what is saved of the phone process has no number, no address and no folder of the user', () => {
  write('report.1.json', JSON.stringify({ commandLine: ['/home/alice/app'], message: 'call of +493023125110 from 203.0.113.7, password=made-up-1' }))
  const text = Buffer.from(reports.read('report.1.json') ?? []).toString()
  for (const part of ['alice', '3023125', '203.0.113.7', 'made-up-1']) expect(text).not.toContain(part)
})

it('gives what it lists and no other file, and removes all of it', () => {
  write('pending/a.dmp', 'MDMP')
  writeFileSync(join(folder, '..', 'secret'), 'x')
  expect(Buffer.from(reports.read('a.dmp') ?? []).toString()).toBe('MDMP')
  for (const name of ['../secret', 'secret', 'pending/a.dmp', '']) expect(reports.read(name)).toBeNull()
  reports.removeAll()
  expect(reports.list()).toEqual([])
})
