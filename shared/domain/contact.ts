import { z } from 'zod'
import { readPhoneNumber } from './phone-number.ts'

export const contactNumberSchema = z.object({
  kind: z.enum(['work', 'mobile', 'home', 'other']),
  /** As the user wrote it: a number, or a SIP user. */
  number: z.string().trim().min(1).max(100),
})

/** A person or place in the user's own list on this computer. */
export const contactSchema = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(100),
  note: z.string().max(1000),
  /** Shown as quick dial beside the keypad. */
  favourite: z.boolean(),
  numbers: z.array(contactNumberSchema).min(1).max(10),
})
export type Contact = z.infer<typeof contactSchema>
export const MOST_CONTACTS = 5000

/** One form for each number, so that `030 123`, `+49 30 123` and `004930123` are the same: E.164 where it is a number, else as it is. */
export function numberKey(number: string, region: string): string {
  const plain = number.trim()
  return readPhoneNumber(plain.replace(/^00(?=[1-9])/, '+'), region)?.e164 ?? plain.replace(/[\s()./-]/g, '').toLowerCase()
}

/** Contacts by the keys of their numbers; the first in the list wins. */
export function contactsByNumber(contacts: readonly Contact[], region: string): ReadonlyMap<string, Contact> {
  const map = new Map<string, Contact>()
  for (const contact of contacts)
    for (const { number } of contact.numbers) {
      const key = numberKey(number, region)
      if (!map.has(key)) map.set(key, contact)
    }
  return map
}

/** Contacts that a few letters or digits find, favourites first. */
export function findContacts(contacts: readonly Contact[], text: string, limit: number): Contact[] {
  const wanted = text.trim().toLocaleLowerCase()
  if (wanted === '') return []
  const digits = wanted.replace(/\D/g, '')
  const byDigits = digits.length > 1 && /^[\d\s()+./-]+$/.test(wanted)
  return contacts
    .filter(({ name, note, numbers }) =>
      byDigits
        ? numbers.some((n) => n.number.replace(/\D/g, '').includes(digits))
        : [name, note, ...numbers.map((n) => n.number)].some((part) => part.toLocaleLowerCase().includes(wanted)),
    )
    .sort((a, b) => Number(b.favourite) - Number(a.favourite) || a.name.localeCompare(b.name))
    .slice(0, limit)
}
