import type { SettingsStore } from '../../../electron/main/storage/settings-store.ts'
import { openSettingsStore } from '../../../electron/main/storage/settings-store.ts'

/** Settings that are written nowhere. */
export const fakeSettings = (): SettingsStore => openSettingsStore('/nowhere/settings', { write: () => () => {} })
