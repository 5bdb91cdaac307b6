import { type Contact, contactSchema, LONGEST_CONTACT_NOTE, MOST_NUMBERS } from '../../../shared/domain/contact.ts'
import type { ImportReason } from '../../../shared/domain/contact-import.ts'

/** What was read of one entry of a file. */
export type ReadContact = {
  /** Where it begins in the file, from 1. */
  readonly line: number
  readonly name: string
  /** Null: it is left out. */
  readonly contact: Contact | null
  readonly reasons: readonly ImportReason[]
}

export type Draft = {
  /** Candidates, the best first; the first that holds anything is the name. */
  readonly names: readonly string[]
  readonly note: string
  readonly numbers: readonly Contact['numbers'][number][]
  readonly groups: readonly string[]
  readonly favourite: boolean
}

/** A UTF-16 pair is never cut in half. */
const cut = (text: string, length: number): string => (text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, ''))
/** On one line, without what cannot be seen. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** A contact of what a file says, cut to what a contact can hold. */
export function toContact(draft: Draft, line: number, found: readonly ImportReason[]): ReadContact {
  const numbers: Contact['numbers'] = []
  for (const { kind, number } of draft.numbers) {
    const plain = oneLine(number)
    if (plain !== '' && plain.length <= 100 && !numbers.some((known) => known.number === plain)) numbers.push({ kind, number: plain })
  }
  const name = draft.names.map(oneLine).find((one) => one !== '') ?? numbers[0]?.number ?? ''
  if (!numbers.length) return { line, name, contact: null, reasons: [...found, 'no-number'] }
  const note = draft.note.replace(/\r\n?/g, '\n').trim()
  const reasons: ImportReason[] = [
    ...found,
    ...(name.length > 100 ? (['name-cut'] as const) : []),
    ...(note.length > LONGEST_CONTACT_NOTE ? (['note-cut'] as const) : []),
    ...(numbers.length > MOST_NUMBERS ? (['numbers-cut'] as const) : []),
  ]
  const contact = contactSchema.parse({
    id: crypto.randomUUID(),
    name: cut(name, 100),
    note: cut(note, LONGEST_CONTACT_NOTE),
    favourite: draft.favourite,
    numbers: numbers.slice(0, MOST_NUMBERS),
    groups: [...new Set(draft.groups.map((group) => cut(oneLine(group), 60).trim()).filter(Boolean))].slice(0, 20),
  })
  return { line, name: contact.name, contact, reasons }
}
