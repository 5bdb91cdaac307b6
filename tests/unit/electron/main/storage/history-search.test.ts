import fc from 'fast-check'
import { expect, it } from 'vitest'
import { searchTerms, tailsOfNamed } from '../../../../../electron/main/storage/history-search.ts'
import type { Contact } from '../../../../../shared/domain/contact.ts'
import { billedCall, historyDatabase, loggedCall, searchFor } from '../../../../support/fakes/history.ts'
import { contactOf } from '../../../../support/state.ts'

const contact = (n: number, name: string, number: string): Contact => contactOf(n, name, [number])

it.each([
  ['germany mobile', [{ parts: '"germany" AND "mobile"', short: [] }]],
  [
    '0049 (0)30 12',
    [
      { parts: '"493012"', short: [] },
      { parts: '"3012"', short: ['\n3012'] },
    ],
  ],
  ['+49 30', [{ parts: '"4930"', short: [] }]],
  ['+44 20 79', [{ parts: '"442079"', short: [] }]],
  ['49 30 12', [{ parts: '"493012"', short: [] }]],
  ['an', [{ beginnings: '"an" *' }]],
  ['dr weber', [{ parts: '"weber"', short: ['dr'] }]],
  ['03', [{ parts: '"493"', short: ['\n493'] }]],
  ['0018', [{ beginnings: '"18" *' }, { parts: '"0018"', short: [] }]],
  ['+4', [{ beginnings: '"4" *' }]],
  ['say "hi"', [{ parts: '"say" AND """hi"""', short: [] }]],
  ['  ', []],
  ['00', []],
  ['-', []],
])('%j is looked for as %j', (text, terms) => expect(searchTerms(text, '49')).toEqual(terms))

it('no text fails', () => {
  const history = historyDatabase()
  history.upsertCall(loggedCall('call-0001', '+493023125110', 0, 5))
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aB1 0+"\'()*:^-{}¹é\u0000中%_\\'), maxLength: 40 }), (text) => {
      history.historyPage({ search: searchFor({ text }), before: null, limit: 10 })
    }),
  )
})

it('contacts are found by all words of the text, short ones at the beginning of a word', () => {
  const contacts = [contact(1, 'Anna Schmidt', '+49 30 1234567'), contact(2, 'Johanna Ann', '030 7654321')]
  const of = (text: string) => tailsOfNamed(contacts, text)
  expect([of('schmi'), of('anna'), of('an').length, of('na'), of('ANNA schm')]).toEqual([['01234567'], ['01234567', '07654321'], 2, [], ['01234567']])
})

it.each(['jose', 'José', 'JOSE garcia', 'jo ga', 'garcía'])('the contact José García is found by %s, however the name is written', (text) => {
  for (const name of ['José García', 'García, José', 'Jose\u0301 Garci\u0301a'])
    expect(tailsOfNamed([contact(1, name, '+34 912345678')], text)).toEqual(['12345678'])
})

const found = (() => {
  const history = historyDatabase()
  history.keepContacts({ all: true, changed: [contact(1, 'Zoë Example', '030 23125110')], removed: [] })
  history.upsertCall(loggedCall('call-zoe1', '+493023125110', 0, 60))
  history.upsertCall(loggedCall('call-joer', '+4989999983', 200, 60, { name: 'Jörg Müller', direction: 'incoming', lineLabel: 'Home office' }))
  history.upsertCall(loggedCall('call-onne', 'ONNET1234', 400, 60))
  history.keepContacts({ all: false, changed: [contact(2, 'García, José', '+34 912345678')], removed: [] })
  history.upsertCall(loggedCall('call-jose', '+34912345678', 500, 60))
  history.upsertCall(loggedCall('call-nati', '04055512349', 450, 60, { direction: 'incoming' }))
  history.saveCdrs({ cdrs: [billedCall('00442079460018', 600, 30, { destination: 'United Kingdom, mobile' }), billedCall('004930231251', 800, 30)] })
  return (text: string) => history.historyPage({ search: searchFor({ text }), before: null, limit: 10 }).entries.map(({ id }) => id)
})()
it.each([
  ['the present name of a contact', 'zoë', ['call-zoe1']],
  ['a name at the time of the call, without its accents', 'jorg mul', ['call-joer']],
  ['a part of a word', 'üller', ['call-joer']],
  ['two letters', 'zo', ['call-zoe1']],
  ['the number in national notation', '030 231 251 10', ['call-zoe1']],
  ['the number with +', '+49 30-23125110', ['call-zoe1']],
  ['the number with +, stored nationally', '+49 40 55512349', ['call-nati']],
  ['the number with 00, stored nationally', '0049 (0)40 5551', ['call-nati']],
  ['no middle of a number stored nationally', '+49 5551234', []],
  ['the present name of a contact without its accents', 'jose garcia', ['call-jose']],
  ['the beginning of a national number', '03', ['800|004930231251|1', 'call-zoe1']],
  ['the beginning of a national number alone, not its middle', '08999', ['call-joer']],
  ['the end of a number', '0018', ['600|00442079460018|1']],
  ['a destination, by words in any order', 'mobile united', ['600|00442079460018|1']],
  ['a line', 'home off', ['call-joer']],
  ['a number with letters', 'onnet', ['call-onne']],
  ['nothing that is there', 'nowhere', []],
])('found by %s', (_name, text, ids) => expect(found(text)).toEqual(ids))
