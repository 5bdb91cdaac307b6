import { describe, expect, it } from 'vitest'
import { firstHit, type Party, partiesFor } from '../../../../../renderer/src/components/parties.ts'
import { contactOf } from '../../../../support/state.ts'

const anna = contactOf(1, 'Anna Weber', ['+49 30 23125110', 'anna.weber'])
const recent = [
  { number: '+442079460018', name: 'Front desk' },
  { number: '+4930 23125110', name: null },
  { number: '+442079460018', name: null },
  { number: 'bob', name: null },
  { number: '', name: null },
]
const parties = (text: string, part: Partial<Parameters<typeof partiesFor>[0]> = {}) =>
  partiesFor({ text, numbers: [], contacts: [], recent, accountId: null, ...part })
const short = (list: readonly Party[]) => list.map(({ kind, number, name }) => `${kind} ${number} ${name ?? '-'}`)

describe('@intake who is meant', () => {
  it('nothing typed: who was called lately, each once', () => {
    expect(short(parties(''))).toEqual(['recent +442079460018 Front desk', 'recent +4930 23125110 -', 'recent sip:bob -'])
    expect(firstHit('', parties(''))).toBeNull()
  })
  it('words: contacts with each number, recent calls, and last the SIP user of that name', () => {
    const found = parties('ann', { contacts: [anna] })
    expect(short(found)).toEqual(['contact +49 30 23125110 Anna Weber', 'contact sip:anna.weber Anna Weber', 'sip-user sip:ann -'])
    expect(firstHit('ann', found)?.name).toBe('Anna Weber')
    expect(short(parties('desk'))).toEqual(['recent +442079460018 Front desk', 'sip-user sip:desk -'])
  })
  it('words that name nobody: only the SIP user, which Enter does not take; none for what can be no user', () => {
    expect(short(parties('zoe'))).toEqual(['sip-user sip:zoe -'])
    expect(firstHit('zoe', parties('zoe'))).toBeNull()
    expect(parties('call me at noon')).toEqual([])
    expect(parties('Büro')).toEqual([])
  })
  it('a contact with a line of its own, while the account of that line is open', () => {
    const own = { ...anna, line: { accountId: 'account 1', lineId: 'sip_2' } }
    const lines = (accountId: string | null) => parties('ann', { contacts: [own], accountId }).map(({ lineId }) => lineId)
    expect(lines('account 1')).toEqual(['sip_2', 'sip_2', null])
    expect(lines('account 2')).toEqual([null, null, null])
    expect(lines(null)).toEqual([null, null, null])
  })
  it('a user who was called before is listed once', () => expect(short(parties('bob'))).toEqual(['recent sip:bob -']))
  it('a number: who has it, none of which Enter takes in its place', () => {
    const found = parties('2079')
    expect(short(found)).toEqual(['recent +442079460018 Front desk'])
    expect(firstHit('2079', found)).toBeNull()
    expect(parties('sip:zoe')).toEqual([])
  })
  it('several numbers of a text: these alone, and Enter takes the first', () => {
    const found = parties('', { numbers: ['030 123456', '0170 1234567'], contacts: [anna] })
    expect(short(found)).toEqual(['number 030 123456 -', 'number 0170 1234567 -'])
    expect(firstHit('', found)?.number).toBe('030 123456')
  })
})
