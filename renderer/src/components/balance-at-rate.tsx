import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { minutesAt } from '../../../shared/domain/call-spending.ts'
import { isUsedUp } from '../../../shared/domain/spend-guard.ts'
import type { RateState } from '../hooks/use-rate.ts'
import { useApp } from '../state/app-store.ts'

/** From so many minutes on, hours say it better. */
const HOURS_FROM = 120

/** "41 min", or "6 h" where there are many. */
export const aboutMinutes = (t: TFunction, minutes: number): string =>
  minutes < HOURS_FROM ? t('balance.minutes', { minutes }) : t('balance.hours', { hours: Math.floor(minutes / 60) })

/** For how long the balance lasts at a rate, in words; "" where that cannot be said. */
export function useBalanceAtRate(rate: RateState): { readonly text: string; readonly usedUp: boolean } {
  const { t } = useTranslation()
  const { amount } = useApp(({ account }) => account.balance)
  const price = rate.state === 'known' ? rate.rate.price : null
  const free = price !== null && price.units <= 0
  if (rate.state === 'known' && isUsedUp(amount) && !free) return { text: t('balance.usedUpShort'), usedUp: true }
  const minutes = minutesAt(amount, price)
  return { text: minutes === null ? '' : t('balance.lasts', { time: aboutMinutes(t, minutes) }), usedUp: false }
}
