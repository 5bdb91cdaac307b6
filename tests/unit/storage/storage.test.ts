import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCallLog } from '../../../electron/main/storage/call-log.ts'
import { openDatabase } from '../../../electron/main/storage/database.ts'
import { openSettingsStore } from '../../../electron/main/storage/settings-store.ts'
import type { CallView, RecentCalls } from '../../../shared/call.ts'
import { defaultSettings } from '../../../shared/settings.ts'
import { callOf } from '../../support/state.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'storage-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('settings survive a restart', () => {
  openSettingsStore(folder).changeSettings({ theme: 'dark', audio: { noiseSuppression: false } })
  const again = openSettingsStore(folder)
  expect(again.get('settings')).toEqual({ ...defaultSettings, theme: 'dark', audio: { ...defaultSettings.audio, noiseSuppression: false } })
  expect(again.setAside).toBeNull()
})
it('a damaged file is set aside, and what is valid in it is taken over', () => {
  openSettingsStore(folder).changeSettings({ language: 'de' })
  const path = join(folder, 'settings.json')
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), window: 'nonsense' }))
  const store = openSettingsStore(folder, () => 7)
  expect(store.get('settings').language).toBe('de')
  expect(readdirSync(folder)).toContain('settings.damaged-7.json')
  writeFileSync(path, '{"half')
  expect(openSettingsStore(folder, () => 8).get('settings')).toEqual(defaultSettings)
})

const view = (part: Partial<CallView>): CallView =>
  callOf({ remote: { number: '+493012345', name: 'Ünal <b>', anonymous: false }, startedAt: 1000, ringingAt: 1000, ...part })

it('the call log keeps every call, missed ones included, and closes what a crash left open', async () => {
  const worker = resolve('electron/main/storage/database-worker.ts')
  let recent: RecentCalls | undefined
  const database = openDatabase(folder, 'https://p.example alice', worker)
  const log = createCallLog(database, (r) => (recent = r))
  await log.record(view({}), 'Office')
  expect(recent?.entries[0]).toMatchObject({ outcome: 'running', number: '+493012345', name: 'Ünal <b>', lineLabel: 'Office' })
  await log.record(view({ state: 'ended', endedAt: 5000, end: { code: 'missed', status: null, text: '', redirect: null } }), 'Office')
  expect(recent).toMatchObject({ total: 1, unseenMissed: 1 })
  await log.markSeen()
  expect(recent?.unseenMissed).toBe(0)
  await log.record(view({ id: 'call-0002', direction: 'outgoing', state: 'connected', connectedAt: 7000, startedAt: 6000 }), 'Office')
  await database.close()

  const again = openDatabase(folder, 'https://p.example alice', worker)
  expect(await again.request('closeRunning', { now: 9000 })).toBe(1)
  const entries = await again.request('recentCalls', { before: null, limit: 10, missedOnly: false })
  expect(entries.map((e) => [e.id, e.outcome, e.endedAt])).toEqual([
    ['call-0002', 'connected', 9000],
    ['call-0001', 'missed', 5000],
  ])
  expect((await again.request('recentCalls', { before: null, limit: 10, missedOnly: true })).length).toBe(1)
  await again.close()
  await expect(again.request('markSeen')).rejects.toThrow()
})
