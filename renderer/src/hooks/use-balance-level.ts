import { type BalanceLevel, balanceLevel } from '../../../shared/domain/balance-level.ts'
import { useApp } from '../state/app-store.ts'

/** Whether the balance shown is low or used up. */
export const useBalanceLevel = (): BalanceLevel => useApp((s) => balanceLevel(s.account.balance.amount, s.settings.desktop.lowBalance))

/** Whether one can top up here: a policy may switch it off. */
export const useMayTopUp = (): boolean => useApp(({ environment }) => !environment.managed.disabled.includes('topup'))
