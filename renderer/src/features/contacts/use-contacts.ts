import { useMemo } from 'react'
import { type Contact, contactsByNumber, numberKey } from '../../../../shared/contact.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'

/** Looks up whose number it is. */
export function useContactOf(): (number: string) => Contact | null {
  const contacts = useApp((s) => s.contacts)
  const region = useApp(regionOf)
  const map = useMemo(() => contactsByNumber(contacts, region), [contacts, region])
  return (number) => (number === '' ? null : (map.get(numberKey(number, region)) ?? null))
}
