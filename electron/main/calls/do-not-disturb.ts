import { blockedForms } from '../../../shared/domain/blocked-numbers.ts'
import { LONGEST_DELAY } from '../../../shared/domain/longest-delay.ts'
import { nextQuietTime, quietTimeAt } from '../../../shared/domain/quiet-hours.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { SettingsStore } from '../storage/settings-store.ts'
import type { CallPolicy } from './call-service.ts'

export type DoNotDisturb = { /** The settings changed, or the app starts. */ readonly apply: () => void }

/** Publishes what may ring; begins "do not disturb" with the quiet hours, and ends it at its time, also after a restart. */
export function createDoNotDisturb(options: {
  readonly settings: Pick<SettingsStore, 'get' | 'changeSettings'>
  /** Country of numbers without a country code. */
  readonly region: () => string
  readonly now: () => number
  readonly onPolicy: (policy: CallPolicy) => void
  /** It was switched on or off here. */
  readonly onSwitched: (settings: Settings) => void
}): DoNotDisturb {
  const { settings, region, now, onPolicy, onSwitched } = options
  let timer: NodeJS.Timeout | undefined
  const change = (calls: Partial<Settings['calls']>): void => onSwitched(settings.changeSettings({ calls }))
  const apply = (): void => {
    clearTimeout(timer)
    const time = now()
    const { doNotDisturb: before, quietHours } = settings.get('settings').calls
    const quiet = quietTimeAt(quietHours.rules, time)
    if (before && ((before.until !== null && before.until <= time) || (before.scheduled && !quiet))) change({ doNotDisturb: null })
    else if (quiet && quiet.begin !== quietHours.begun) {
      const begun = { quietHours: { ...quietHours, begun: quiet.begin } }
      // whoever is not to be disturbed for longer anyway stays so
      const longer = before && (before.until === null || before.until >= quiet.end)
      change(longer ? begun : { ...begun, doNotDisturb: { until: quiet.end, scheduled: true } })
    }
    const { doNotDisturb, quietHours: rules, callWaiting, unwanted, forward } = settings.get('settings').calls
    const next = [doNotDisturb?.until ?? null, nextQuietTime(rules.rules, time)].filter((t) => t !== null)
    // a later end is looked at again then
    if (next.length) timer = setTimeout(apply, Math.min(LONGEST_DELAY, Math.max(0, Math.min(...next) - time)))
    const { anonymous, answer } = unwanted
    onPolicy({
      doNotDisturb: doNotDisturb !== null,
      callWaiting,
      ...blockedForms(unwanted, region()),
      blockAnonymous: anonymous,
      blockedAnswer: answer,
      forward,
    })
  }
  return { apply }
}
