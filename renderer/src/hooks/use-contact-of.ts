import { useCallback } from 'react'
import type { AppState } from '../../../shared/contract/ipc.ts'
import type { ContactRef } from '../../../shared/domain/contact.ts'
import { useApp } from '../state/app-store.ts'
import { useContactNames } from '../state/contact-names.ts'

/** One map for each list, however many rows look somebody up. */
const maps = new WeakMap<AppState['contacts']['names'], ReadonlyMap<string, ContactRef>>()

function mapOf(names: AppState['contacts']['names']): ReadonlyMap<string, ContactRef> {
  const known = maps.get(names)
  if (known) return known
  const map = new Map(names.map(({ number, contact }) => [number, contact]))
  maps.set(names, map)
  return map
}

/** Returns a look-up from the number of a call in a list to its contact, as main found it. */
export function useContactOf(): (number: string) => ContactRef | null {
  const recent = useApp((s) => s.contacts.names)
  const history = useContactNames((s) => s.byNumber)
  return useCallback((number) => mapOf(recent).get(number) ?? history.get(number) ?? null, [recent, history])
}
