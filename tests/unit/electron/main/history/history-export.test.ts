import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { exportHistory, type HistoryExport } from '../../../../../electron/main/history/history-export.ts'
import type { AccountDatabase } from '../../../../../electron/main/storage/database.ts'
import { billedCall, historyDatabase, searchFor } from '../../../../support/fakes/history.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const history = historyDatabase()
history.saveCdrs({ cdrs: Array.from({ length: 6000 }, (_, i) => billedCall(`0044${i}`, i * 60, 10)) })
const database = { request: async (_name: 'historyPage', args: never) => history.historyPage(args) } as unknown as AccountDatabase
const write = (part: Partial<HistoryExport> = {}) =>
  exportHistory(database, {
    search: searchFor(),
    path: join(folder, 'calls.csv'),
    language: 'en',
    zone: 'UTC',
    signal: new AbortController().signal,
    onProgress: () => {},
    ...part,
  })

it('holds every entry that fits, more than any page does, with its progress', async () => {
  const progress: number[] = []
  await write({ onProgress: (done) => progress.push(done) })
  const lines = readFileSync(join(folder, 'calls.csv'), 'utf8').split('\r\n')
  expect([lines.length, lines[0]?.startsWith('\uFEFFStart,'), lines.at(-1)]).toEqual([6002, true, ''])
  expect(new Set(lines).size).toBe(6002)
  expect([progress.at(-1), progress.length >= 12]).toEqual([6000, true])
  expect(readdirSync(folder)).toEqual(['calls.csv'])
})
it('that is cancelled leaves the file as it was, and nothing else', async () => {
  writeFileSync(join(folder, 'calls.csv'), 'before')
  const abort = new AbortController()
  await expect(write({ signal: abort.signal, onProgress: (done) => done > 1000 && abort.abort() })).rejects.toThrow()
  expect(readdirSync(folder)).toEqual(['calls.csv'])
  expect(readFileSync(join(folder, 'calls.csv'), 'utf8')).toBe('before')
})
it('into a folder that is not there fails with the reason', async () => {
  await expect(write({ path: join(folder, 'gone', 'calls.csv') })).rejects.toMatchObject({ code: 'file-not-written', message: 'ENOENT' })
  expect(existsSync(join(folder, 'gone'))).toBe(false)
})
