import {
  type Icon,
  IconActivity,
  IconAddressBook,
  IconCards,
  IconCoins,
  IconDialpad,
  IconHistory,
  IconMessage,
  IconPhoneCall,
  IconReceipt,
  IconSettings,
  IconWallet,
  IconWorld,
} from '@tabler/icons-react'
import type { ScreenId } from '../state/navigation.ts'

export const groups = ['top', 'services', 'reseller', 'bottom'] as const
export type ScreenGroup = (typeof groups)[number]
export type ScreenEntry = { readonly id: ScreenId; readonly icon: Icon; readonly group: ScreenGroup }

/** The navigation, in its order. To add a screen: its id in state/navigation.ts, an entry here, its component in shell.tsx. */
export const screens: readonly ScreenEntry[] = [
  { id: 'phone', icon: IconDialpad, group: 'top' },
  { id: 'calls', icon: IconHistory, group: 'top' },
  { id: 'contacts', icon: IconAddressBook, group: 'top' },
  { id: 'rates', icon: IconCoins, group: 'services' },
  { id: 'callback', icon: IconPhoneCall, group: 'services' },
  { id: 'topup', icon: IconWallet, group: 'services' },
  { id: 'sms', icon: IconMessage, group: 'services' },
  { id: 'access', icon: IconWorld, group: 'services' },
  { id: 'cards', icon: IconCards, group: 'reseller' },
  { id: 'callshop', icon: IconReceipt, group: 'reseller' },
  { id: 'diagnostics', icon: IconActivity, group: 'bottom' },
  { id: 'settings', icon: IconSettings, group: 'bottom' },
]
