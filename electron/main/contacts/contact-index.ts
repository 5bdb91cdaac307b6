import type { Contact, ContactRef } from '../../../shared/domain/contact.ts'
import { callerForms, isComplete, numberKey, significantTail } from '../../../shared/domain/contact-number.ts'
import type { IndexedContact } from './contact-requests.ts'

/** Numbers, as `callerForm` writes a caller's, that are refused, and that ring during "do not disturb" too. */
export type CallerExceptions = { readonly blocked: readonly string[]; readonly ringsAlways: readonly string[] }

/** Every number of every contact in memory, so that a call has its name, and its ringtone, when it is first shown. */
export type ContactIndex = {
  readonly put: (contact: IndexedContact) => void
  readonly remove: (id: string) => void
  readonly clear: () => void
  /** Whose number it is: by its key, else by its last digits where just one contact has them. */
  readonly of: (number: string) => ContactRef | null
  readonly exceptions: () => CallerExceptions
  readonly contacts: () => readonly IndexedContact[]
}

type Listed = { readonly contact: IndexedContact; readonly complete: boolean }
type Lists = Map<string, Listed[]>

/** Numbers whose contact is kept at most. */
const MOST_FOUND = 5000

/** @param region country of numbers without a country code: the one that the contacts' keys were made with */
export function createContactIndex(region: () => string): ContactIndex {
  const byId = new Map<string, IndexedContact>()
  const byKey: Lists = new Map()
  const byTail: Lists = new Map()
  /** What was found for a number: the recent calls' are looked up with each call. */
  const found = new Map<string, ContactRef | null>()

  const add = (lists: Lists, key: string, listed: Listed): void => {
    const list = lists.get(key)
    if (list) list.push(listed)
    else lists.set(key, [listed])
  }
  const drop = (lists: Lists, key: string, id: string): void => {
    const left = (lists.get(key) ?? []).filter(({ contact }) => contact.id !== id)
    if (left.length) lists.set(key, left)
    else lists.delete(key)
  }
  const remove = (id: string): void => {
    found.clear()
    for (const { key, tail } of byId.get(id)?.numbers ?? []) {
      drop(byKey, key, id)
      if (tail !== null) drop(byTail, tail, id)
    }
    byId.delete(id)
  }
  const refOf = ({ contact: { id, name, ringtone } }: Listed): ContactRef => ({ id, name, ringtone })
  const formsOf = (contacts: readonly IndexedContact[]): string[] => [
    ...new Set(contacts.flatMap(({ numbers }) => numbers.flatMap(({ number }) => callerForms(number, region())))),
  ]
  const find = (number: string): ContactRef | null => {
    const key = numberKey(number, region())
    const [first] = byKey.get(key) ?? []
    if (first) return refOf(first)
    const tail = significantTail(number)
    // two numbers with their countries are told apart by these
    const complete = isComplete(number, key)
    const same = (tail === null ? [] : (byTail.get(tail) ?? [])).filter((listed) => !(complete && listed.complete))
    const [only] = same
    return only && same.every(({ contact }) => contact.id === only.contact.id) ? refOf(only) : null
  }
  return {
    put(contact) {
      remove(contact.id)
      byId.set(contact.id, contact)
      for (const { number, key, tail } of contact.numbers) {
        const listed = { contact, complete: isComplete(number, key) }
        add(byKey, key, listed)
        if (tail !== null) add(byTail, tail, listed)
      }
    },
    remove,
    clear() {
      for (const map of [byId, byKey, byTail, found]) map.clear()
    },
    of(number) {
      if (number === '') return null
      const known = found.get(number)
      if (known !== undefined) return known
      if (found.size >= MOST_FOUND) found.clear()
      const contact = find(number)
      found.set(number, contact)
      return contact
    },
    exceptions() {
      const all = [...byId.values()]
      return { blocked: formsOf(all.filter(({ blocked }) => blocked)), ringsAlways: formsOf(all.filter((c) => c.ringsAlways && !c.blocked)) }
    },
    contacts: () => [...byId.values()],
  }
}

/** A contact as the index has it. */
export const indexed = ({ id, name, ringtone, ringsAlways, blocked, numbers }: Contact, region: string): IndexedContact => ({
  id,
  name,
  ringtone,
  ringsAlways,
  blocked,
  numbers: numbers.map(({ number }) => ({ number, key: numberKey(number, region), tail: significantTail(number) })),
})
