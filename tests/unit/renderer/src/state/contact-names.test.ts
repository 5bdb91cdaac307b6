import { expect, it } from 'vitest'
import { keepNamesOf, useContactNames } from '../../../../../renderer/src/state/contact-names.ts'
import type { ContactRef } from '../../../../../shared/domain/contact.ts'

it('names are kept by number; a number without one has none any more; what changes nothing draws no row again', () => {
  const anna = { id: 'a', name: 'Anna' } as ContactRef
  const known = () => useContactNames.getState().byNumber
  keepNamesOf(['+491', '+492'], [{ number: '+491', contact: anna }])
  const first = known()
  expect([...first]).toEqual([['+491', anna]])
  keepNamesOf(['+491', '+493'], [{ number: '+491', contact: { ...anna } }])
  expect(known()).toBe(first)
  keepNamesOf(['+491'], [{ number: '+491', contact: { ...anna, name: 'Anna B.' } }])
  expect(known().get('+491')?.name).toBe('Anna B.')
  keepNamesOf(['+491'], [])
  expect(known().size).toBe(0)
})
