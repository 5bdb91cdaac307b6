import { globalShortcut } from 'electron'
import { type DesktopSettings, type DesktopState, type GlobalKey, globalKeys } from '../../../shared/domain/desktop.ts'
import type { Log } from '../log.ts'

/** Keys that work in every program: registered while they are switched on; `taken` if another program has them. */
export function createGlobalKeys(
  actions: Readonly<Record<GlobalKey, () => void>>,
  log: Pick<Log, 'warn'>,
): (settings: DesktopSettings) => DesktopState['keys'] {
  let registered: string[] = []
  return (settings) => {
    for (const keys of registered) globalShortcut.unregister(keys)
    registered = []
    return (Object.keys(globalKeys) as GlobalKey[]).map((id) => {
      const keys = settings.keys[id] ?? globalKeys[id]
      if (!settings.globalKeys || keys === '') return { id, keys, state: 'off' }
      // the same keys for two things: the second is refused like another program's
      const on = register(keys, actions[id])
      if (on) registered.push(keys)
      return { id, keys, state: on ? 'on' : 'taken' }
    })
  }

  function register(keys: string, run: () => void): boolean {
    try {
      return !globalShortcut.isRegistered(keys) && globalShortcut.register(keys, run)
    } catch (e) {
      log.warn(`key ${keys}: ${e instanceof Error ? e.message : 'failed'}`)
      return false
    }
  }
}
