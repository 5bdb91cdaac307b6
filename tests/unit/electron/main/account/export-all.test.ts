import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { exportAll } from '../../../../../electron/main/account/export-all.ts'
import { contactsKind } from '../../../../../electron/main/contacts/contact-schema.ts'
import type { AccountDatabase } from '../../../../../electron/main/storage/database.ts'
import type { RequestName } from '../../../../../electron/main/storage/requests.ts'
import { openStore, type Store } from '../../../../../electron/main/storage/store.ts'
import { defaultSettings } from '../../../../../shared/domain/settings.ts'
import { billedCall, HISTORY_START, loggedCall } from '../../../../support/fakes/history.ts'
import { contactOf } from '../../../../support/state.ts'

let folder: string
let store: Store
let contacts: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-all-'))
  mkdirSync(join(folder, 'to'))
  store = openStore({ path: join(folder, 'a.db'), now: Date.now, onState: () => {} })
  contacts = openStore({ kind: contactsKind, path: join(folder, 'contacts.db'), now: Date.now, onState: () => {} })
  contacts.answer('setRegion', { region: 'DE' })
})
afterEach(() => {
  store.close()
  contacts.close()
  rmSync(folder, { recursive: true, force: true })
})
const run = (fail: RequestName | null = null, signal = new AbortController().signal, onProgress = (_done: number): void => {}) => {
  const database = {
    request: async (name: RequestName, args: unknown) => {
      if (name === fail) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
      return store.answer(name, args)
    },
  } as unknown as AccountDatabase
  return exportAll({
    folder: join(folder, 'to'),
    accounts: [{ id: 'https://p.example alice/x', providerAddress: 'https://p.example', userName: 'alice/x', staySignedIn: true, lastUsed: 1 }],
    settings: defaultSettings,
    contacts: { request: async (name: string, args: unknown) => contacts.answer(name as never, args as never) } as never,
    withDatabase: (_id, use) => use(database),
    language: 'en',
    zone: 'UTC',
    now: HISTORY_START,
    signal,
    onProgress,
  })
}

it('is a folder with all of it: more calls than a page, their notes, contacts, paid operations, recordings with their files', async () => {
  store.answer('saveCdrs', { cdrs: Array.from({ length: 1200 }, (_, i) => billedCall(`0044${i}`, i * 60, 10)) })
  store.answer('upsertCall', loggedCall('call-0001', '+4930', 1_000_000, 5))
  store.answer('setCallNote', { callId: 'call-0001', note: 'Invoice' })
  contacts.answer('save', { contact: contactOf(1, 'Anna Example', ['+4930']) })
  writeFileSync(join(folder, 'a.wav'), 'sound')
  const recording = { callId: 'call-0001', number: '+4930', name: null, startedAt: HISTORY_START, seconds: 1, running: false }
  for (const name of ['a.wav', 'gone.wav']) store.answer('addRecording', { ...recording, path: join(folder, name) })
  const { path, missing } = await run()
  expect(missing).toEqual([join(folder, 'gone.wav')])
  expect(readdirSync(path)).toEqual(['alice_x p.example', 'contacts.json', 'contacts.vcf', 'settings.json'])
  const own = join(path, 'alice_x p.example')
  const read = (name: string) => JSON.parse(readFileSync(join(own, name), 'utf8'))
  expect(readdirSync(own).sort()).toEqual(
    [
      'calls.csv',
      'calls.json',
      'callshop.json',
      'card-orders.json',
      'cards.json',
      'lines.json',
      'messages.json',
      'paid-operations.json',
      'rate-lists.json',
      'recordings',
      'recordings.json',
    ].sort(),
  )
  expect([read('calls.json').length, read('calls.json')[0].call.note, read('callshop.json')]).toEqual([1201, 'Invoice', []])
  expect(readFileSync(join(own, 'calls.csv'), 'utf8').split('\r\n').length).toBe(1203)
  expect(JSON.parse(readFileSync(join(path, 'contacts.json'), 'utf8'))).toMatchObject([{ name: 'Anna Example' }])
  expect(readFileSync(join(path, 'contacts.vcf'), 'utf8')).toContain('FN:Anna Example')
  expect(readFileSync(join(own, 'recordings', '1 a.wav'), 'utf8')).toBe('sound')
  expect(JSON.parse(readFileSync(join(path, 'settings.json'), 'utf8'))).toMatchObject({ settings: { theme: 'system' } })
  // another one on the same day has a folder of its own
  expect((await run()).path).toBe(`${path} 2`)
})
it('leaves nothing where it fails half-way', async () => {
  await expect(run('cards')).rejects.toMatchObject({ code: 'file-not-written', message: 'ENOSPC' })
  expect(existsSync(join(folder, 'to', 'Dialdesk 2026-11-23'))).toBe(false)
})

it('says how far it is, and leaves nothing where it is cancelled on the way', async () => {
  store.answer('saveCdrs', { cdrs: Array.from({ length: 1200 }, (_, i) => billedCall(`0044${i}`, i * 60, 10)) })
  const cancel = new AbortController()
  const seen: number[] = []
  const running = run(null, cancel.signal, (done) => {
    seen.push(done)
    if (done >= 1000) cancel.abort()
  })
  await expect(running).rejects.toMatchObject({ name: 'AbortError' })
  expect(seen).toEqual([500, 1000])
  expect(readdirSync(join(folder, 'to'))).toEqual([])
})
