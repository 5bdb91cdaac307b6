import type { Balance, Instant, ProviderAccount } from '../../../shared/domain/account.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { AccountReply } from '../provider/account.ts'
import type { Footer } from '../provider/footer.ts'

/** The accounts of a session, the first of which is the default, and the balance shown, which is the default account's. */
export type Known = { readonly accounts: readonly ProviderAccount[]; readonly balance: Balance }

/**
 * What is known after the account was read. A reply without an amount ends the reading too: what was read before stays, with
 * its time and the reason.
 */
export function afterReply({ accounts: before, balance }: Known, { accounts, footer }: AccountReply, now: Instant): Known {
  const known = { accounts: accounts.length ? accounts : before, balance }
  const amount = accounts[0]?.balance ?? (belongsToDefault(known, footer) ? footer.balance : null)
  const error = amount ? null : new AppError('no-balance', 'the reply holds no balance', { retryable: true }).toFailure()
  return { ...known, balance: { amount: amount ?? balance.amount, asOf: amount ? now : balance.asOf, refreshing: false, error } }
}

/** The accounts with the one of this number in front, which is the default one then; "" or an unknown number changes nothing. */
export const chosenFirst = (accounts: readonly ProviderAccount[], number: string): ProviderAccount[] => [
  ...accounts.filter((account) => isChosen(account, number)),
  ...accounts.filter((account) => !isChosen(account, number)),
]
const isChosen = ({ accountNumber }: ProviderAccount, number: string): boolean => number !== '' && accountNumber === number

/** What is known after another reply's footer: it is about the account it names, and only the default account's balance is shown. */
export function afterFooter(known: Known, footer: Footer, now: Instant): Known {
  const { accounts, balance } = known
  const amount = footer.balance
  if (!amount) return known
  return {
    accounts: accounts.map((account) => (names(footer, account) ? { ...account, balance: amount } : account)),
    balance: belongsToDefault(known, footer) ? { ...balance, amount, asOf: now, error: null } : balance,
  }
}

/** A footer without a number, or before the accounts are known, counts as the default account's. */
export function belongsToDefault({ accounts }: Pick<Known, 'accounts'>, footer: Footer): boolean {
  const [first] = accounts
  return footer.accountNumber === '' || !first || first.accountNumber === '' || names(footer, first)
}

const names = (footer: Footer, account: ProviderAccount): boolean =>
  footer.accountNumber !== '' && withoutZeros(footer.accountNumber) === withoutZeros(account.accountNumber)

const withoutZeros = (number: string): string => number.replace(/^0+/, '')
