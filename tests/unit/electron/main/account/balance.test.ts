import { describe, expect, it } from 'vitest'
import { afterFooter, afterReply, belongsToDefault, chosenFirst, type Known } from '../../../../../electron/main/account/balance.ts'
import { readAccounts } from '../../../../../electron/main/provider/account.ts'
import { inCurrency, readFooter } from '../../../../../electron/main/provider/footer.ts'

const account = (accountnumber: string, amount?: string) => ({ accountnumber, customername: 'Made Up', amount })
const nothing: Known = { accounts: [], balance: { amount: null, asOf: null, refreshing: true, error: null } }
const replied = (accounts: unknown, before = nothing): Known => afterReply(before, readAccounts({ accounts }), 1000)
const footer = (accountnumber: string, customeraccountstate: string) => readFooter({ accountnumber, customercurrency: 'usd', customeraccountstate })
const units = (k: Known): number | undefined => k.balance.amount?.units

describe('a reply about the account', () => {
  it('shows the amount of the first account', () => {
    expect(replied([account('1', '2,5'), account('2', '9')]).balance).toEqual({
      amount: { units: 25_000, currency: 'EUR' },
      asOf: 1000,
      refreshing: false,
      error: null,
    })
  })
  it.each([
    ['without an amount', [account('1')]],
    ['with an amount that cannot be read', [account('1', 'much')]],
    ['without an account', []],
  ])('%s ends the reading with a failure and keeps the old amount with its time', (_name, accounts) => {
    const before = replied([account('1', '2,5')])
    const after = afterReply({ ...before, balance: { ...before.balance, refreshing: true } }, readAccounts({ accounts }), 2000)
    expect(after.balance).toMatchObject({ amount: { units: 25_000 }, asOf: 1000, refreshing: false, error: { code: 'no-balance' } })
    expect(after.accounts[0]?.accountNumber).toBe('1')
  })
})

describe('a footer', () => {
  it.each([
    ['names none', { customeraccountstate: '1,00' }, 'GBP'],
    ['names one', { customeraccountstate: '1,00', customercurrency: 'usd' }, 'USD'],
    ['names one with the amount', { customeraccountstate: '1,00 USD' }, 'USD'],
  ])('is in the account’s currency where it names none: it %s', (_what, body, currency) => {
    expect(inCurrency(readFooter(body), 'GBP').balance).toEqual({ units: 10_000, currency })
  })
  const known = replied([account('0071', '2,5'), account('72', '9')])
  it('of the account shown refreshes what is shown', () => {
    const after = afterFooter(known, footer('71', '2,25'), 3000)
    expect([units(after), after.balance.asOf, after.accounts[0]?.balance?.units]).toEqual([22_500, 3000, 22_500])
  })
  it('of another account belongs to that one', () => {
    const after = afterFooter(known, footer('72', '7'), 3000)
    expect([units(after), after.balance.asOf, after.accounts.map((a) => a.balance?.units)]).toEqual([25_000, 1000, [25_000, 70_000]])
    expect(belongsToDefault(known, footer('72', '7'))).toBe(false)
  })
  it('of an account that is not listed changes nothing', () => expect(afterFooter(known, footer('99', '7'), 3000)).toEqual(known))
  it('without a number, or before any account is known, is about the account shown', () => {
    expect(units(afterFooter(known, readFooter({ customeraccountstate: '1' }), 3000))).toBe(10_000)
    expect(units(afterFooter(nothing, footer('99', '1'), 3000))).toBe(10_000)
  })
  it('does not end a reading that is under way', () => {
    expect(afterFooter(nothing, footer('99', '1'), 3000).balance.refreshing).toBe(true)
  })
})

describe('the account that was chosen', () => {
  const numbers = (chosen: string) =>
    chosenFirst(readAccounts({ accounts: [account('1'), account('2'), account('3')] }).accounts, chosen).map((a) => a.accountNumber)
  it.each([
    ['2', ['2', '1', '3']],
    ['', ['1', '2', '3']],
    ['9', ['1', '2', '3']],
  ])('%j comes first', (chosen, expected) => expect(numbers(chosen)).toEqual(expected))
})
