import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as atomically from 'atomically'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openSettingsStore } from '../../../../../electron/main/storage/settings-store.ts'
import { defaultSettings } from '../../../../../shared/domain/settings.ts'
import type { SettingsState } from '../../../../../shared/domain/storage-state.ts'

vi.mock('atomically', { spy: true })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A disk that is full while `full` is true. */
function disk() {
  const states: SettingsState[] = []
  const written: object[] = []
  const fake = {
    full: false,
    states,
    written,
    onState: (state: SettingsState) => states.push(state),
    write: () => (file: object) => {
      if (fake.full) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
      written.push(file)
    },
  }
  return fake
}

it('on a full disk a change holds for this run, is reported once, and is written as soon as there is room', () => {
  const fake = disk()
  const store = openSettingsStore(folder, fake)
  fake.full = true
  store.changeSettings({ theme: 'dark' })
  store.set('window', { x: 1, y: 2, width: 800, height: 600, maximized: false })
  expect(store.get('settings').theme).toBe('dark')
  expect(store.state()).toBe('full')
  expect(fake.states).toEqual(['full'])
  fake.full = false
  store.set('shownOnce', ['tray'])
  expect(fake.states).toEqual(['full', 'saved'])
  expect(fake.written.at(-1)).toMatchObject({ settings: { theme: 'dark' }, window: { width: 800 }, shownOnce: ['tray'] })
})
it('a disk that is full at the start does not keep the app from starting', () => {
  const fake = disk()
  fake.full = true
  const store = openSettingsStore(folder, fake)
  expect(store.state()).toBe('full')
  fake.full = false
  store.changeSettings({ theme: 'dark' })
  expect(store.state()).toBe('saved')
})
it('a folder that cannot be written is reported as a failure', () => {
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'a file in its place')
  const store = openSettingsStore(folder)
  store.changeSettings({ theme: 'dark' })
  expect([store.state(), store.get('settings').theme]).toEqual(['failed', 'dark'])
})
it('a damaged file that cannot be renamed is not overwritten', () => {
  const path = join(folder, 'settings.json')
  writeFileSync(path, '{"half')
  // its new name exists already
  mkdirSync(join(folder, 'settings.damaged-7.json'))
  const store = openSettingsStore(folder, { now: () => 7 })
  store.changeSettings({ theme: 'dark' })
  expect([store.state(), store.setAside]).toEqual(['failed', null])
  expect(readFileSync(path, 'utf8')).toBe('{"half')
})
it('a value that is not valid is refused and changes nothing', () => {
  const store = openSettingsStore(folder)
  expect(() => store.set('activeAccountId', 7 as never)).toThrow()
  expect(store.get('activeAccountId')).toBeNull()
})
it('what 0.1.0 wrote under other names is read', () => {
  const path = join(folder, 'settings.json')
  const before = openSettingsStore(folder)
  before.set('shownOnce', ['low-balance'])
  before.changeSettings({ desktop: { notifications: ['missed'], singleKeys: false } })
  const { shownOnce, ...file } = JSON.parse(readFileSync(path, 'utf8'))
  const { notifications, ...desktop } = file.settings.desktop
  writeFileSync(path, JSON.stringify({ ...file, told: shownOnce, settings: { ...file.settings, desktop: { ...desktop, notices: notifications } } }))
  const store = openSettingsStore(folder)
  expect([store.get('shownOnce'), store.setAside]).toEqual([['low-balance'], null])
  expect(store.get('settings').desktop).toMatchObject({ notifications: ['missed'], singleKeys: false })
})

it('settings survive a restart', () => {
  openSettingsStore(folder).changeSettings({ theme: 'dark', audio: { noiseSuppression: false } })
  const again = openSettingsStore(folder)
  expect(again.get('settings')).toEqual({ ...defaultSettings, theme: 'dark', audio: { ...defaultSettings.audio, noiseSuppression: false } })
  expect(again.setAside).toBeNull()
})

it('the file is the user’s alone, stays whole, and is written where it cannot be put in place of the old one', () => {
  const path = join(folder, 'settings.json')
  const store = openSettingsStore(folder)
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  store.changeSettings({ theme: 'dark' })
  // nothing of how it was written stays beside it
  expect(readdirSync(folder)).toEqual(['settings.json'])
  vi.mocked(atomically.writeFileSync).mockImplementationOnce(() => {
    throw Object.assign(new Error('EXDEV: cross-device link not permitted'), { code: 'EXDEV' })
  })
  store.changeSettings({ theme: 'light' })
  expect([store.state(), openSettingsStore(folder).get('settings').theme]).toEqual(['saved', 'light'])
})

it('a damaged file is set aside, and its valid parts are kept', () => {
  openSettingsStore(folder).changeSettings({ language: 'de' })
  const path = join(folder, 'settings.json')
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), window: 'nonsense' }))
  const store = openSettingsStore(folder, { now: () => 7 })
  expect(store.get('settings').language).toBe('de')
  expect(readdirSync(folder)).toContain('settings.damaged-7.json')
  expect(store.setAside).toEqual({ path: join(folder, 'settings.damaged-7.json'), kept: 'some' })
  writeFileSync(path, '{"half')
  const empty = openSettingsStore(folder, { now: () => 8 })
  expect([empty.get('settings'), empty.setAside?.kept]).toEqual([defaultSettings, 'none'])
})

it('one setting that is damaged costs the others nothing', () => {
  openSettingsStore(folder).changeSettings({ language: 'de', theme: 'dark', calls: { callWaiting: false } })
  const path = join(folder, 'settings.json')
  const file = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify({ ...file, settings: { ...file.settings, theme: 7, audio: null } }))
  const store = openSettingsStore(folder, { now: () => 7 })
  expect(store.get('settings')).toEqual({ ...defaultSettings, language: 'de', calls: { ...defaultSettings.calls, callWaiting: false } })
  expect(store.setAside?.kept).toBe('some')
})
it('that are reset are those of the first start, in the file too; the window stays where it is', () => {
  const fake = disk()
  const store = openSettingsStore(folder, fake)
  const place = { x: 1, y: 2, width: 800, height: 600, maximized: false }
  store.set('window', place)
  store.set('activeAccountId', 'a')
  store.changeSettings({ theme: 'dark', setUp: true })
  store.reset()
  expect([store.get('settings'), store.get('activeAccountId'), store.get('window')]).toEqual([defaultSettings, null, place])
  expect(fake.written.at(-1)).toMatchObject({ settings: { theme: 'system', setUp: false }, activeAccountId: null })
})

it('a kind of notification that is new is on, and one that was switched off stays off', () => {
  const path = join(folder, 'settings.json')
  const { settings } = { settings: openSettingsStore(folder).get('settings') }
  const file = { version: 1, remembered: [], activeAccountId: null, window: null, shownOnce: [] }
  writeFileSync(path, JSON.stringify({ ...file, settings: { ...settings, desktop: { ...settings.desktop, notifications: ['missed', 'update'] } } }))
  const store = openSettingsStore(folder)
  expect(store.get('settings').desktop.notifications).toEqual(['missed', 'update', 'message'])
  store.changeSettings({ desktop: { notifications: ['missed'] } })
  expect(openSettingsStore(folder).get('settings').desktop.notifications).toEqual(['missed'])
})
