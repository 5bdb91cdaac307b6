import type { SettingsStore } from '../storage/settings-store.ts'

type Shown = 'tray' | 'low-balance'

export type ShownOnce = {
  readonly has: (what: Shown) => boolean
  readonly set: (what: Shown, shown: boolean) => void
}

/** What was shown once and is not shown again, kept over a restart. */
export function createShownOnce(settings: Pick<SettingsStore, 'get' | 'set'>): ShownOnce {
  return {
    has: (what) => settings.get('shownOnce').includes(what),
    set(what, shown) {
      const others = settings.get('shownOnce').filter((s) => s !== what)
      settings.set('shownOnce', shown ? [...others, what] : others)
    },
  }
}
