import {
  type Icon,
  IconActivity,
  IconAddressBook,
  IconCards,
  IconChartBar,
  IconCoins,
  IconDialpad,
  IconHistory,
  IconMessage,
  IconMessages,
  IconPhoneCall,
  IconReceipt,
  IconSettings,
  IconWallet,
  IconWorld,
} from '@tabler/icons-react'
import { type ComponentType, lazy } from 'react'
import type { ScreenId } from '../state/navigation.ts'

export const groups = ['top', 'services', 'reseller', 'bottom'] as const
export type ScreenGroup = (typeof groups)[number]
export type ScreenEntry = {
  readonly id: ScreenId
  readonly icon: Icon
  readonly group: ScreenGroup
  /** Loaded when first opened. Null: part of the shell, which shows the running call in its place. */
  readonly Screen: ComponentType | null
}

/** The navigation, in its order. To add a screen: its id in state/navigation.ts, an entry here, its folder in features/. */
export const screens: readonly ScreenEntry[] = [
  { id: 'phone', icon: IconDialpad, group: 'top', Screen: null },
  { id: 'calls', icon: IconHistory, group: 'top', Screen: lazy(() => import('../features/history/history-screen.tsx')) },
  { id: 'contacts', icon: IconAddressBook, group: 'top', Screen: lazy(() => import('../features/contacts/contacts-screen.tsx')) },
  { id: 'messages', icon: IconMessages, group: 'top', Screen: lazy(() => import('../features/messages/messages-screen.tsx')) },
  { id: 'rates', icon: IconCoins, group: 'services', Screen: lazy(() => import('../features/rates/rates-screen.tsx')) },
  { id: 'callback', icon: IconPhoneCall, group: 'services', Screen: lazy(() => import('../features/callback/callback-screen.tsx')) },
  { id: 'topup', icon: IconWallet, group: 'services', Screen: lazy(() => import('../features/topup/topup-screen.tsx')) },
  { id: 'costs', icon: IconChartBar, group: 'services', Screen: lazy(() => import('../features/costs/costs-screen.tsx')) },
  { id: 'sms', icon: IconMessage, group: 'services', Screen: lazy(() => import('../features/sms/sms-screen.tsx')) },
  { id: 'access', icon: IconWorld, group: 'services', Screen: lazy(() => import('../features/access/access-screen.tsx')) },
  { id: 'cards', icon: IconCards, group: 'reseller', Screen: lazy(() => import('../features/cards/cards-screen.tsx')) },
  { id: 'callshop', icon: IconReceipt, group: 'reseller', Screen: lazy(() => import('../features/callshop/callshop-screen.tsx')) },
  { id: 'diagnostics', icon: IconActivity, group: 'bottom', Screen: lazy(() => import('../features/diagnostics/diagnostics-screen.tsx')) },
  { id: 'settings', icon: IconSettings, group: 'bottom', Screen: lazy(() => import('./settings.tsx')) },
]
