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
export type SettingsSection = 'account' | 'lines' | 'audio' | 'calls' | 'reseller' | 'desktop' | 'general' | 'about'

type Navigation = {
  readonly screen: ScreenId
  readonly section: SettingsSection
  /** A number that the screen is to begin with. */
  readonly number: string
  /** The calls begin with the missed ones. */
  readonly missedOnly: boolean
}

/** Where the user is in the window; lives and dies with the page. */
export const useNavigation = create<Navigation>(() => ({ screen: 'phone', section: 'lines', number: '', missedOnly: false }))

export const go = (screen: ScreenId, number = ''): void => useNavigation.setState({ screen, number, missedOnly: false })
export const goMissed = (): void => useNavigation.setState({ screen: 'calls', number: '', missedOnly: true })
export const openSettings = (section: SettingsSection): void => useNavigation.setState({ screen: 'settings', section })
/** The number handed over by the screen before, once. */
export function takeNumber(): string {
  const { number } = useNavigation.getState()
  if (number) useNavigation.setState({ number: '' })
  return number
}
