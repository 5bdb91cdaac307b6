import { create } from 'zustand'

export type ScreenId =
  | 'phone'
  | 'calls'
  | 'contacts'
  | 'rates'
  | 'callback'
  | 'topup'
  | 'sms'
  | 'access'
  | 'cards'
  | 'callshop'
  | 'diagnostics'
  | 'settings'
/** A part of the settings to open. */
export type SettingsSection = 'account' | 'lines' | 'audio' | 'calls' | 'reseller' | 'general'

type Navigation = {
  readonly screen: ScreenId
  readonly section: SettingsSection
  /** A number that the screen is to begin with. */
  readonly number: string
}

/** Where the user is in the window; lives and dies with the page. */
export const useNavigation = create<Navigation>(() => ({ screen: 'phone', section: 'lines', number: '' }))

export const go = (screen: ScreenId, number = ''): void => useNavigation.setState({ screen, number })
export const openSettings = (section: SettingsSection): void => useNavigation.setState({ screen: 'settings', section })
/** The number handed over by the screen before, once. */
export function takeNumber(): string {
  const { number } = useNavigation.getState()
  if (number) useNavigation.setState({ number: '' })
  return number
}
