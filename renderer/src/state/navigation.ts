import { create } from 'zustand'
import type { HistoryFilter } from '../../../shared/domain/history-query.ts'

export type ScreenId =
  | 'phone'
  | 'calls'
  | 'contacts'
  | 'messages'
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
  /** The line that the number is to be called over; null: the current one. */
  readonly lineId: string | null
  /** The history opens with missed calls only. */
  readonly missedOnly: boolean
  /** What the history is filtered by when it opens. */
  readonly callFilter: Partial<HistoryFilter>
}

/** Where the user is in the window. Not stored. */
export const useNavigation = create<Navigation>(() => ({
  screen: 'phone',
  section: 'lines',
  number: '',
  lineId: null,
  missedOnly: false,
  callFilter: {},
}))

export const go = (screen: ScreenId, number = ''): void => useNavigation.setState({ screen, number, lineId: null, missedOnly: false, callFilter: {} })
/** Puts a number into the number field, which shows what it costs, to be called over this line. */
export const enterNumber = (number: string, lineId: string | null): void =>
  useNavigation.setState({ screen: 'phone', number, lineId, missedOnly: false, callFilter: {} })
export const showMissedCalls = (): void => useNavigation.setState({ screen: 'calls', number: '', missedOnly: true, callFilter: {} })
export const showCalls = (callFilter: Partial<HistoryFilter>): void =>
  useNavigation.setState({ screen: 'calls', number: '', missedOnly: false, callFilter })
export const openSettings = (section: SettingsSection): void => useNavigation.setState({ screen: 'settings', section })
/** Reads and clears the number that another screen passed on. */
export const takeNumber = (): string => takeEntered().number
/** The same with the line it is to be called over. */
export function takeEntered(): { readonly number: string; readonly lineId: string | null } {
  const { number, lineId } = useNavigation.getState()
  if (number) useNavigation.setState({ number: '', lineId: null })
  return { number, lineId }
}
