import { expect, it } from 'vitest'
import { createShownOnce } from '../../../../../electron/main/notifications/shown-once.ts'
import type { SettingsStore } from '../../../../../electron/main/storage/settings-store.ts'

it('keeps what was shown, each once, and forgets it when it may be shown again', () => {
  let kept: string[] = []
  const settings = { get: () => kept, set: (_key: string, next: string[]) => (kept = next) } as unknown as SettingsStore
  const shownOnce = createShownOnce(settings)
  shownOnce.set('tray', true)
  shownOnce.set('low-balance', true)
  shownOnce.set('tray', true)
  expect(kept).toEqual(['low-balance', 'tray'])
  shownOnce.set('low-balance', false)
  expect([kept, shownOnce.has('tray'), shownOnce.has('low-balance')]).toEqual([['tray'], true, false])
})
