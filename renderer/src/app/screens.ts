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
import type { ReactNode } from 'react'
import { type LazyModule, lazyModule } from '../components/lazy-module.tsx'
import type { ScreenId } from '../state/navigation.ts'

export const groups = ['top', 'services', 'reseller', 'bottom'] as const
export type ScreenGroup = (typeof groups)[number]
type ScreenModule = LazyModule<{ readonly default: () => ReactNode }>
export type ScreenEntry = {
  readonly id: ScreenId
  readonly icon: Icon
  readonly group: ScreenGroup
  /** Loaded while nothing else is to be done, at the latest when first opened. Null: part of the shell, which shows the running call in its place. */
  readonly module: ScreenModule | null
}

/** The navigation, in its order. To add a screen: its id in state/navigation.ts, an entry here, its folder in features/. */
export const screens: readonly ScreenEntry[] = [
  { id: 'phone', icon: IconDialpad, group: 'top', module: null },
  { id: 'calls', icon: IconHistory, group: 'top', module: lazyModule(() => import('../features/history/history-screen.tsx')) },
  { id: 'contacts', icon: IconAddressBook, group: 'top', module: lazyModule(() => import('../features/contacts/contacts-screen.tsx')) },
  { id: 'messages', icon: IconMessages, group: 'top', module: lazyModule(() => import('../features/messages/messages-screen.tsx')) },
  { id: 'rates', icon: IconCoins, group: 'services', module: lazyModule(() => import('../features/rates/rates-screen.tsx')) },
  { id: 'callback', icon: IconPhoneCall, group: 'services', module: lazyModule(() => import('../features/callback/callback-screen.tsx')) },
  { id: 'topup', icon: IconWallet, group: 'services', module: lazyModule(() => import('../features/topup/topup-screen.tsx')) },
  { id: 'costs', icon: IconChartBar, group: 'services', module: lazyModule(() => import('../features/costs/costs-screen.tsx')) },
  { id: 'sms', icon: IconMessage, group: 'services', module: lazyModule(() => import('../features/sms/sms-screen.tsx')) },
  { id: 'access', icon: IconWorld, group: 'services', module: lazyModule(() => import('../features/access/access-screen.tsx')) },
  { id: 'cards', icon: IconCards, group: 'reseller', module: lazyModule(() => import('../features/cards/cards-screen.tsx')) },
  { id: 'callshop', icon: IconReceipt, group: 'reseller', module: lazyModule(() => import('../features/callshop/callshop-screen.tsx')) },
  { id: 'diagnostics', icon: IconActivity, group: 'bottom', module: lazyModule(() => import('../features/diagnostics/diagnostics-screen.tsx')) },
  { id: 'settings', icon: IconSettings, group: 'bottom', module: lazyModule(() => import('./settings.tsx')) },
]
