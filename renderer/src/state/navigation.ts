import { create } from 'zustand'
import type { HistoryFilter } from '../../../shared/domain/history-query.ts'

export type ScreenId =
  | 'phone'
  | 'calls'
  | 'contacts'
  | 'rates'
  | 'callback'
  | 'topup'
  | 'costs'
  | 'sms'
  | 'access'
  | 'cards'
  | 'callshop'
  | 'diagnostics'
  | 'settings'
/** A part of the settings to open. */
export type SettingsSection = 'account' | 'lines' | 'audio' | 'calls' | 'blocked' | 'costs' | 'reseller' | 'desktop' | 'general' | 'data' | 'about'

type Navigation = {
  readonly screen: ScreenId
  readonly section: SettingsSection
  /** A number to fill in on the screen that opens. */
  readonly number: string
  /** The history opens with missed calls only. */
  readonly missedOnly: boolean
  /** What the history is filtered by when it opens. */
  readonly callFilter: Partial<HistoryFilter>
}

/** Where the user is in the window. Not stored. */
export const useNavigation = create<Navigation>(() => ({ screen: 'phone', section: 'lines', number: '', missedOnly: false, callFilter: {} }))

export const go = (screen: ScreenId, number = ''): void => useNavigation.setState({ screen, number, missedOnly: false, callFilter: {} })
export const showMissedCalls = (): void => useNavigation.setState({ screen: 'calls', number: '', missedOnly: true, callFilter: {} })
export const showCalls = (callFilter: Partial<HistoryFilter>): void =>
  useNavigation.setState({ screen: 'calls', number: '', missedOnly: false, callFilter })
export const openSettings = (section: SettingsSection): void => useNavigation.setState({ screen: 'settings', section })
/** Reads and clears the number that another screen passed on. */
export function takeNumber(): string {
  const { number } = useNavigation.getState()
  if (number) useNavigation.setState({ number: '' })
  return number
}
