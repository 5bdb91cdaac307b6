import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { createDoNotDisturb } from '../../../../../electron/main/calls/do-not-disturb.ts'
import { openSettingsStore } from '../../../../../electron/main/storage/settings-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'personal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => void vi.useRealTimers())

it('do not disturb ends at its time, at the next start if need be', () => {
  vi.useFakeTimers()
  const settings = openSettingsStore(mkdtempSync(join(folder, 'settings-')))
  const [onPolicy, onEnd] = [vi.fn(), vi.fn()]
  let now = 1000
  const dnd = createDoNotDisturb({ settings, now: () => now, onPolicy, onEnd })
  settings.changeSettings({ calls: { doNotDisturb: { until: 61_000 } } })
  dnd.apply()
  expect(onPolicy).toHaveBeenLastCalledWith({ doNotDisturb: true, callWaiting: true })
  now = 61_000
  vi.advanceTimersByTime(60_000)
  expect(onPolicy).toHaveBeenLastCalledWith({ doNotDisturb: false, callWaiting: true })
  expect(onEnd).toHaveBeenCalledTimes(1)
  expect(settings.get('settings').calls.doNotDisturb).toBeNull()
  settings.changeSettings({ calls: { doNotDisturb: { until: null } } })
  dnd.apply()
  vi.advanceTimersByTime(10 ** 9)
  expect(onPolicy).toHaveBeenLastCalledWith({ doNotDisturb: true, callWaiting: true })
})
