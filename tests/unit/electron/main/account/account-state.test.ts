import { expect, it } from 'vitest'
import { createAccountState, noBalance, type SignedIn } from '../../../../../electron/main/account/account-state.ts'
import { accountToOpen, type SettingsStore } from '../../../../../electron/main/storage/settings-store.ts'
import type { AccountState, RememberedAccount } from '../../../../../shared/domain/account.ts'

const signedIn: SignedIn = {
  state: 'signed-in',
  accountId: 'a',
  providerAddress: 'https://p.example',
  userName: 'alice',
  kept: true,
  accounts: [],
  clockOffset: 0,
  apiError: null,
}
const account = (id: string): RememberedAccount => ({ id, providerAddress: 'https://p.example', userName: id, staySignedIn: true, lastUsed: 1 })

function holder() {
  const published: AccountState[] = []
  let remembered: RememberedAccount[] = []
  const settings = { get: () => remembered, set: (_key: string, next: RememberedAccount[]) => (remembered = next) }
  return { published, kept: () => remembered, view: createAccountState(settings as unknown as SettingsStore, (state) => published.push(state)) }
}

it('shows the sign-in that runs over the session that is open, and the reason only when nothing is open', () => {
  const { view, published } = holder()
  view.set({ signedIn, reason: { code: 'internal', message: '', retryable: false } })
  view.set({ signingIn: { state: 'signing-in', accountId: 'b', since: 1 } })
  expect(published).toEqual([])
  view.change()
  view.set({ signingIn: null })
  view.change()
  view.set({ signedIn: null })
  view.change()
  expect(published.map(({ session }) => session.state)).toEqual(['signing-in', 'signed-in', 'signed-out'])
  expect(view.state().session).toMatchObject({ reason: { code: 'internal' } })
})
it('changes of a session that is gone publish nothing', () => {
  const { view, published } = holder()
  view.changeSignedIn({ clockOffset: 5 })
  expect(published).toEqual([])
  view.showKnown({ accounts: [], balance: noBalance })
  expect(published).toHaveLength(1)
})
it('remembers fifty accounts, each once, the newest first', () => {
  const { view, kept } = holder()
  for (let n = 0; n < 60; n++) view.rememberFirst(account(`account-${n}`))
  view.rememberFirst(account('account-30'))
  expect([kept().length, kept()[0]?.id, kept()[1]?.id]).toEqual([50, 'account-30', 'account-59'])
})

it('the account of the last run counts as being opened until it is, or could not be; a sign-in that runs comes first', () => {
  const file = { remembered: [account('a')], activeAccountId: 'a' }
  const settings = { get: (key: keyof typeof file) => file[key], set: () => {} } as unknown as SettingsStore
  expect(accountToOpen(settings)?.id).toBe('a')
  const view = createAccountState(settings, () => {})
  expect(view.state().session).toEqual({ state: 'opening' })
  view.change()
  expect(view.state().session).toEqual({ state: 'opening' })
  view.set({ signingIn: { state: 'signing-in', accountId: 'b', since: 1 } })
  view.change()
  expect(view.state().session.state).toBe('signing-in')
  view.set({ signingIn: null })
  view.opened()
  expect(view.state().session).toEqual({ state: 'signed-out', reason: null })
  file.activeAccountId = 'gone'
  expect(accountToOpen(settings)).toBeNull()
  file.activeAccountId = 'a'
  file.remembered = [{ ...account('a'), staySignedIn: false }]
  expect(accountToOpen(settings)).toBeNull()
})
it('keeps the currency of the account that is signed in, also when that signs in again; before, it is EUR', () => {
  const { view, kept } = holder()
  view.rememberFirst(account('b'))
  view.rememberFirst(account('a'))
  view.keepCurrency('USD')
  view.set({ signedIn })
  view.keepCurrency('EUR')
  expect(kept()).toEqual([account('a'), account('b')])
  view.keepCurrency('USD')
  view.rememberFirst(account('a'))
  expect(kept()).toEqual([{ ...account('a'), currency: 'USD' }, account('b')])
  expect(['a', 'b', undefined].map(view.currencyOf)).toEqual(['USD', 'EUR', 'EUR'])
})
it('shows the balance of the account that the user chooses, keeps the choice, and refuses an account that is not there', () => {
  const { view, kept } = holder()
  const of = (accountNumber: string, units: number) => ({
    ...{ accountNumber, accountName: '', customerName: 'Made Up', customerNumber: '1' },
    balance: { units, currency: 'EUR' },
  })
  view.rememberFirst(account('a'))
  view.set({ signedIn: { ...signedIn, accounts: [of('1', 10), of('2', 20)] } })
  view.change()
  expect(view.chosen()).toBe('')
  view.choose('2')
  expect([view.chosen(), view.state().balance.amount?.units, view.known().accounts.map(({ accountNumber }) => accountNumber)]).toEqual([
    '2',
    20,
    ['2', '1'],
  ])
  expect(() => view.choose('3')).toThrow('no such account')
  // the same person signs in again
  view.rememberFirst(account('a'))
  expect(kept()).toMatchObject([{ id: 'a', chosenAccount: '2' }])
  view.set({ signedIn: null })
  expect(() => view.choose('1')).toThrow('no such account')
})
