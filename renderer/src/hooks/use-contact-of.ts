import { useCallback } from 'react'
import { type Contact, contactsByNumber, numberKey } from '../../../shared/domain/contact.ts'
import { useApp } from '../state/app-store.ts'
import { regionOf } from '../state/selectors.ts'

/** One map for each list of contacts, however many rows of a list look somebody up: making it reads every number. */
const maps = new WeakMap<readonly Contact[], { readonly region: string; readonly byNumber: ReadonlyMap<string, Contact> }>()

function mapOf(contacts: readonly Contact[], region: string): ReadonlyMap<string, Contact> {
  const known = maps.get(contacts)
  if (known?.region === region) return known.byNumber
  const byNumber = contactsByNumber(contacts, region)
  maps.set(contacts, { region, byNumber })
  return byNumber
}

/** Returns a look-up from number to contact. */
export function useContactOf(): (number: string) => Contact | null {
  const contacts = useApp((s) => s.contacts)
  const region = useApp(regionOf)
  return useCallback((number) => (number === '' ? null : (mapOf(contacts, region).get(numberKey(number, region)) ?? null)), [contacts, region])
}
