import { expect, it } from 'vitest'
import { contactsByNumber, findContacts, numberKey } from '../../../../shared/domain/contact.ts'
import { contactOf as contact } from '../../../support/state.ts'

it('contacts are found by a number in whatever form it comes', () => {
  for (const form of ['030 1234567', '+49 30 1234567', '0049301234567', '(030) 123-4567']) expect(numberKey(form, 'DE')).toBe('+49301234567')
  expect(numberKey('bob', 'DE')).toBe('bob')
  const map = contactsByNumber([contact(1, 'A', ['030 1234567']), contact(2, 'B', ['+49301234567', '110'])], 'DE')
  expect(map.get('+49301234567')?.name).toBe('A')
  expect(map.get('110')?.name).toBe('B')
})
it('contacts are found by name, note and digits, favourites first', () => {
  const list = [contact(1, 'Zoe', ['0301234'], { note: 'invoices' }), contact(2, 'Zack', ['0897777'], { favourite: true })]
  expect(findContacts(list, 'z', 5).map((c) => c.name)).toEqual(['Zack', 'Zoe'])
  expect(findContacts(list, 'INVOICES', 5).map((c) => c.name)).toEqual(['Zoe'])
  expect(findContacts(list, '89 77', 5).map((c) => c.name)).toEqual(['Zack'])
  expect(findContacts(list, ' ', 5)).toEqual([])
})
