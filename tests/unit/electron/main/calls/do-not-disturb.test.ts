import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { openPolicy } from '../../../../../electron/main/calls/call-service.ts'
import { createDoNotDisturb } from '../../../../../electron/main/calls/do-not-disturb.ts'
import { openSettingsStore } from '../../../../../electron/main/storage/settings-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'personal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => void vi.useRealTimers())

it('do not disturb ends at its time, at the next start if need be', () => {
  vi.useFakeTimers()
  const settings = openSettingsStore(mkdtempSync(join(folder, 'settings-')))
  const [onPolicy, onSwitched] = [vi.fn(), vi.fn()]
  let now = 1000
  const dnd = createDoNotDisturb({ settings, region: () => 'DE', now: () => now, onPolicy, onSwitched })
  settings.changeSettings({ calls: { doNotDisturb: { until: 61_000 } } })
  dnd.apply()
  expect(onPolicy).toHaveBeenLastCalledWith({ ...openPolicy, doNotDisturb: true })
  now = 61_000
  vi.advanceTimersByTime(60_000)
  expect(onPolicy).toHaveBeenLastCalledWith({ ...openPolicy, doNotDisturb: false })
  expect(onSwitched).toHaveBeenCalledTimes(1)
  expect(settings.get('settings').calls.doNotDisturb).toBeNull()
  settings.changeSettings({ calls: { doNotDisturb: { until: null } } })
  dnd.apply()
  vi.advanceTimersByTime(10 ** 9)
  expect(onPolicy).toHaveBeenLastCalledWith({ ...openPolicy, doNotDisturb: true })
})

it('the quiet hours switch it on at their beginning, and off at their end; whoever switches it off meanwhile is left alone until the next ones', () => {
  vi.useFakeTimers()
  const settings = openSettingsStore(mkdtempSync(join(folder, 'settings-')))
  const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime()
  let now = at(23, 12)
  const dnd = createDoNotDisturb({ settings, region: () => 'DE', now: () => now, onPolicy: vi.fn(), onSwitched: vi.fn() })
  const state = () => settings.get('settings').calls.doNotDisturb
  const waitUntil = (time: number): void => {
    const wait = time - now
    now = time
    vi.advanceTimersByTime(wait)
  }
  settings.changeSettings({ calls: { quietHours: { rules: [{ days: [1, 2, 3], from: 22 * 60, to: 7 * 60 }], begun: null } } })
  dnd.apply()
  expect(state()).toBeNull()
  waitUntil(at(23, 22))
  expect(state()).toEqual({ until: at(24, 7), scheduled: true })
  waitUntil(at(24, 7))
  expect(state()).toBeNull()
  waitUntil(at(24, 22))
  expect(state()).not.toBeNull()
  // off by hand
  settings.changeSettings({ calls: { doNotDisturb: null } })
  dnd.apply()
  waitUntil(at(25, 1))
  dnd.apply()
  expect(state()).toBeNull()
  waitUntil(at(25, 22))
  expect(state()).toEqual({ until: at(26, 7), scheduled: true })
  // the rule is taken out meanwhile
  settings.changeSettings({ calls: { quietHours: { rules: [], begun: settings.get('settings').calls.quietHours.begun } } })
  dnd.apply()
  expect(state()).toBeNull()
})

it('the quiet hours shorten nothing that was switched on by hand for longer', () => {
  const settings = openSettingsStore(mkdtempSync(join(folder, 'settings-')))
  const now = new Date(2026, 10, 23, 23).getTime()
  settings.changeSettings({
    calls: { doNotDisturb: { until: null }, quietHours: { rules: [{ days: [1], from: 22 * 60, to: 7 * 60 }], begun: null } },
  })
  createDoNotDisturb({ settings, region: () => 'DE', now: () => now, onPolicy: vi.fn(), onSwitched: vi.fn() }).apply()
  expect(settings.get('settings').calls.doNotDisturb).toEqual({ until: null })
})
