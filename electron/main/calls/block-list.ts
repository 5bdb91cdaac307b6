import { withBlocked, withoutBlocked } from '../../../shared/domain/blocked-numbers.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import { type BlockedEntry, MOST_BLOCKED, type UnwantedCalls } from '../../../shared/domain/unwanted-calls.ts'
import type { SettingsStore } from '../storage/settings-store.ts'

export type BlockList = {
  /** Calls from the number, or from those that begin so, are refused from now on. @throws AppError `busy` when the list is full */
  readonly block: (entry: Pick<BlockedEntry, 'kind' | 'value'>) => void
  readonly unblock: (entry: Pick<BlockedEntry, 'kind' | 'value'>) => void
  /** Callers who withhold their number. */
  readonly blockAnonymous: () => void
}

/** What the user does to the list of blocked callers, wherever that is done; it is kept with the settings. */
export function createBlockList(options: {
  readonly settings: Pick<SettingsStore, 'get' | 'changeSettings'>
  /** Country of numbers without a country code. */
  readonly region: () => string
  readonly now: () => number
  readonly onChange: () => void
}): BlockList {
  const { settings, region, now, onChange } = options
  const change = (next: (list: UnwantedCalls) => UnwantedCalls): void => {
    const before = settings.get('settings').calls.unwanted
    const unwanted = next(before)
    if (unwanted === before) return
    if (unwanted.entries.length > MOST_BLOCKED) throw new AppError('busy', 'the list of blocked callers is full: remove some of them first')
    settings.changeSettings({ calls: { unwanted } })
    onChange()
  }
  return {
    block: (entry) => change((list) => withBlocked(list, { ...entry, value: entry.value.trim(), blockedAt: now() }, region())),
    unblock: (entry) => change((list) => withoutBlocked(list, entry, region())),
    blockAnonymous: () => change((list) => ({ ...list, anonymous: true })),
  }
}
