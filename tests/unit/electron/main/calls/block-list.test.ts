import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { createBlockList } from '../../../../../electron/main/calls/block-list.ts'
import { openSettingsStore } from '../../../../../electron/main/storage/settings-store.ts'
import { MOST_BLOCKED } from '../../../../../shared/domain/unwanted-calls.ts'

const folder = mkdtempSync(join(tmpdir(), 'blocked-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('@block numbers are blocked once and unblocked in any notation, and each change is published', () => {
  const settings = openSettingsStore(folder)
  const onChange = vi.fn()
  const list = createBlockList({ settings, region: () => 'DE', now: () => 7, onChange })
  const entries = () => settings.get('settings').calls.unwanted.entries
  list.block({ kind: 'number', value: ' 030 1234567 ' })
  list.block({ kind: 'number', value: '+49 30 1234567' })
  list.block({ kind: 'prefix', value: '0900' })
  list.blockAnonymous()
  expect(entries()).toEqual([
    { kind: 'prefix', value: '0900', blockedAt: 7 },
    { kind: 'number', value: '030 1234567', blockedAt: 7 },
  ])
  expect(settings.get('settings').calls.unwanted.anonymous).toBe(true)
  expect(onChange).toHaveBeenCalledTimes(3)
  list.unblock({ kind: 'number', value: '0049301234567' })
  expect(entries()).toHaveLength(1)
})

it('@block a full list says so, and keeps what it has', () => {
  const settings = openSettingsStore(mkdtempSync(join(folder, 'full-')))
  const { unwanted } = settings.get('settings').calls
  const entries = Array.from({ length: MOST_BLOCKED }, (_, i) => ({ kind: 'number' as const, value: `+4930${100_000 + i}`, blockedAt: 1 }))
  settings.changeSettings({ calls: { unwanted: { ...unwanted, entries } } })
  const list = createBlockList({ settings, region: () => 'DE', now: () => 7, onChange: () => {} })
  expect(() => list.block({ kind: 'number', value: '+44 20 7946 0018' })).toThrow('full')
  expect(settings.get('settings').calls.unwanted.entries).toHaveLength(MOST_BLOCKED)
})
