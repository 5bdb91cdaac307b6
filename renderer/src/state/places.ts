import { create } from 'zustand'
import { go, openSettings } from './navigation.ts'

/** A place within a screen that is to get the focus when the screen is there. */
export type Place = 'pin' | 'sent'

const usePlaces = create<{ readonly wanted: Place | null }>(() => ({ wanted: null }))

/** Opens Top up with the focus in the PIN field: where the balance is low, and from the tray. */
export function goToPin(): void {
  usePlaces.setState({ wanted: 'pin' })
  go('topup')
}

/** Opens the list of everything that was sent, in the account's settings. */
export function goToSent(): void {
  usePlaces.setState({ wanted: 'sent' })
  openSettings('account')
}

/** Whether this place is to get the focus, until `arrive`. */
export const useWanted = (place: Place): boolean => usePlaces(({ wanted }) => wanted === place)
export const arrive = (): void => usePlaces.setState({ wanted: null })
