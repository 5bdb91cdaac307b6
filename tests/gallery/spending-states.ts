// Limits of calls and balances that are low or used up.

import type { AppState } from '../../shared/contract/ipc.ts'
import type { CallView } from '../../shared/domain/call.ts'
import { defaultSpending } from '../../shared/domain/spending-settings.ts'
import type { GalleryState } from './states.ts'

const euro = (units: number) => ({ units, currency: 'EUR' })

/** @param base a state with an account that is signed in; `call` one that is connected; `known` answers with a rate */
export function spendingStates(base: AppState, call: CallView, known: NonNullable<GalleryState['answers']>): GalleryState[] {
  const { account, environment, settings } = base
  const { session } = account
  const balance = (units: number): AppState => ({ ...base, account: { ...account, balance: { ...account.balance, amount: euro(units) } } })
  const providerAccount = (accountNumber: string, units: number) => ({
    ...{ accountNumber, accountName: `Made Up ${accountNumber}`, customerName: 'Made Up', customerNumber: '1' },
    balance: euro(units),
  })
  const connectedAt = call.connectedAt ?? 0
  const limits = {
    ...defaultSpending,
    askAbove: 5000,
    destinations: [
      { match: 'GB', action: 'ask' as const },
      { match: '+882', action: 'block' as const },
    ],
    warnMinutes: 30,
    hangUp: true,
  }
  return [
    { id: 'phone-balance-low', state: balance(12_000), number: '+442079460018', answers: known },
    { id: 'phone-balance-used-up', state: balance(-5000), number: '+442079460018', answers: known },
    {
      id: 'phone-accounts',
      state: {
        ...base,
        account: {
          ...account,
          session:
            session.state === 'signed-in'
              ? { ...session, accounts: [providerAccount('7346165', 184_000), providerAccount('7346166', 4200)] }
              : session,
        },
      },
    },
    {
      id: 'call-spending',
      state: {
        ...base,
        calls: [call],
        callSpending: [
          {
            ...{ callId: call.id, connectedAt, price: euro(849), balanceAtStart: euro(184_000) },
            warning: { reason: 'time', minutes: 30, cost: euro(25_470), hangUpAt: connectedAt + 1_860_000 },
          },
        ],
      },
    },
    { id: 'settings-costs-limits', state: { ...base, settings: { ...settings, spending: limits } }, screen: 'settings', section: 'costs' },
    {
      id: 'settings-costs-managed',
      state: { ...base, environment: { ...environment, managed: { ...environment.managed, spending: limits } } },
      screen: 'settings',
      section: 'costs',
    },
  ]
}
