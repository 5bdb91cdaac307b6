import fc from 'fast-check'
import { expect, it } from 'vitest'
import { initialOf, nameWords, searchParts, searchText, sortKey, spokenName } from '../../../../shared/domain/contact-text.ts'

it('names are sorted without case and accents, those with a letter after the others', () => {
  const names = ['Zoë', 'ärztin', 'Anna', '24h taxi', 'Über', 'Straße', 'strasse 2', '(none)']
  expect(names.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))).toEqual([
    '(none)',
    '24h taxi',
    'Anna',
    'ärztin',
    'Straße',
    'strasse 2',
    'Über',
    'Zoë',
  ])
  expect(['Ärztin', '24h', 'ßen', 'Яна', ''].map(initialOf)).toEqual(['A', '#', 'S', 'Я', '#'])
})
it('the words of a name are the same in any order', () => {
  expect(nameWords('Example, Anna')).toBe(nameWords('anna  EXAMPLE'))
  expect(nameWords('Jörg Müller')).toBe(nameWords('Muller Jorg'))
  expect(nameWords('...')).toBe('')
  expect([spokenName('Example, Anna'), spokenName('Anna Example'), spokenName('Room 1 2'), spokenName('Room 2 1')]).toEqual([
    'anna example',
    'anna example',
    'room 1 2',
    'room 2 1',
  ])
})
it('a search finds parts of name, note, group and number in any notation', () => {
  const text = searchText('Zoë Example', 'invoices', ['Family'], [{ number: '030 231-251', key: '+4930231251' }])
  const finds = (wanted: string): boolean => searchParts(wanted).every((part) => text.includes(part))
  for (const wanted of ['zoe', 'EXAM zo', 'invoi', 'famil', '030231', '+49 30 231', '0049 30', '231251', '(030) 231', '+49 (0)30 231'])
    expect([wanted, finds(wanted)]).toEqual([wanted, true])
  for (const wanted of ['zora', '9999', 'zoe nobody']) expect([wanted, finds(wanted)]).toEqual([wanted, false])
  expect(searchParts('  ')).toEqual([])
})
it('a contact is found by each word of its name', () =>
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[\p{L}\p{N}]{1,12}$/u), { minLength: 1, maxLength: 4 }), (words) => {
      const text = searchText(words.join(' '), '', [], [])
      // digits alone are looked for as a number, also those that are written as one sign with their brackets or dot (⑴, ⒈)
      const isNumber = (word: string): boolean => /^[\d().]+$/.test(word.normalize('NFKC'))
      for (const word of words.filter((one) => !isNumber(one))) expect(searchParts(word).every((part) => text.includes(part))).toBe(true)
    }),
    { examples: [[['⑴0', '0']], [['⒈⒉']]] },
  ))
