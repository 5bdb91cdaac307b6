import type { Settings } from '../../../shared/domain/settings.ts'
import type { SettingsStore } from '../storage/settings-store.ts'
import type { CallPolicy } from './call-service.ts'

export type DoNotDisturb = { /** The settings changed, or the app starts. */ readonly apply: () => void }

/** Longest time of a timer, ms; a later end is checked again then. */
const LONGEST_TIMER = 2 ** 31 - 1

/** Publishes what may ring, and ends "do not disturb" at its time, also after a restart. */
export function createDoNotDisturb(options: {
  readonly settings: SettingsStore
  readonly now: () => number
  readonly onPolicy: (policy: CallPolicy) => void
  readonly onEnd: (settings: Settings) => void
}): DoNotDisturb {
  const { settings, now, onPolicy, onEnd } = options
  let timer: NodeJS.Timeout | undefined
  const apply = (): void => {
    clearTimeout(timer)
    const { doNotDisturb, callWaiting } = settings.get('settings').calls
    const until = doNotDisturb?.until ?? null
    if (doNotDisturb && until !== null) {
      if (until <= now()) {
        onEnd(settings.changeSettings({ calls: { doNotDisturb: null } }))
        onPolicy({ doNotDisturb: false, callWaiting })
        return
      }
      timer = setTimeout(apply, Math.min(LONGEST_TIMER, until - now()))
    }
    onPolicy({ doNotDisturb: doNotDisturb !== null, callWaiting })
  }
  return { apply }
}
