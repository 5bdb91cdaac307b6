import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readAccounts } from '../../../../../electron/main/provider/account.ts'
import { sampleBody } from '../../../../support/fakes/provider-answers.ts'

it('the sample as printed', () => {
  expect(readAccounts(sampleBody('account.json')).accounts).toEqual([
    {
      customerName: 'Demo Kunde',
      customerNumber: '00216559',
      accountNumber: '7346165',
      accountName: 'Account, Demo',
      balance: { units: 154_426, currency: 'EUR' },
    },
  ])
})
const account = { accountnumber: '1', amount: '-1.234,56' }
it.each([
  ['array', [account], 1],
  ['lone object', account, 1],
  ['keyed by id', { a: account, b: account }, 2],
  ['empty array', [], 0],
  ['null', null, 0],
  ['a broken neighbour', [null, 'x', account], 1],
])('accounts as %s', (_name, accounts, count) => expect(readAccounts({ accounts }).accounts.length).toBe(count))
it('never throws', () => {
  fc.assert(fc.property(fc.dictionary(fc.stringMatching(/^x\w{1,8}$/), fc.anything()), (garbage) => void readAccounts(garbage)))
})
