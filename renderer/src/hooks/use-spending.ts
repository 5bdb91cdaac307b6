import { useMemo } from 'react'
import { type SpendingSettings, spendingOf } from '../../../shared/domain/spending-settings.ts'
import { useApp } from '../state/app-store.ts'

/** The limits that hold for calls: the user's, and over them what an administrator set. */
export function useSpending(): SpendingSettings {
  const own = useApp((s) => s.settings.spending)
  const managed = useApp((s) => s.environment.managed.spending)
  return useMemo(() => spendingOf(own, managed), [own, managed])
}

/** The currency that limits are in. */
export const useOwnCurrency = (): string => useApp(({ account }) => account.balance.amount?.currency ?? 'EUR')
