import { useCallback, useMemo } from 'react'
import { type Contact, contactsByNumber, numberKey } from '../../../shared/domain/contact.ts'
import { useApp } from '../state/app-store.ts'
import { regionOf } from '../state/selectors.ts'

/** Returns a look-up from number to contact. */
export function useContactOf(): (number: string) => Contact | null {
  const contacts = useApp((s) => s.contacts)
  const region = useApp(regionOf)
  const map = useMemo(() => contactsByNumber(contacts, region), [contacts, region])
  return useCallback((number) => (number === '' ? null : (map.get(numberKey(number, region)) ?? null)), [map, region])
}
