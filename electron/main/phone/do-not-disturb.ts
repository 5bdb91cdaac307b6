import type { Settings } from '../../../shared/settings.ts'
import type { SettingsStore } from '../storage/settings-store.ts'
import type { CallPolicy } from './call-service.ts'

export type DoNotDisturb = { /** The settings changed, or the app starts. */ readonly apply: () => void }

/** The longest time a timer takes; a later end is looked at again by then. */
const LONGEST_TIMER = 2 ** 31 - 1

/** Tells the phone what may ring, and ends "do not disturb" at its time, also over a restart. */
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
