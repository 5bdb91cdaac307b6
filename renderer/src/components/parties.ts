import { DIAL_TARGET } from '../../../shared/domain/call.ts'
import { type Contact, lineOfContact } from '../../../shared/domain/contact.ts'
import { foldText, searchParts } from '../../../shared/domain/contact-text.ts'
import { asTyped, isWords, readDialled } from '../../../shared/domain/number-intake.ts'

/** Somebody who can be called: found by name or number, one of several numbers in a text, or the SIP user that words would name. */
export type Party = {
  readonly kind: 'contact' | 'recent' | 'number' | 'sip-user'
  /** As it stands in a number field (`asTyped`). */
  readonly number: string
  readonly name: string | null
  /** A contact's own line; null: the one that is chosen. */
  readonly lineId: string | null
}

type Known = { readonly number: string; readonly name: string | null }
export type PartySources = {
  /** What is typed. */
  readonly text: string
  /** Numbers of a text that was pasted or dropped, where it holds several: nothing else is offered then. */
  readonly numbers: readonly string[]
  /** Those that the text finds. */
  readonly contacts: readonly Contact[]
  /** Newest first; the same number may occur again and again. */
  readonly recent: readonly Known[]
  /** The account that is open, whose lines contacts may have. */
  readonly accountId: string | null
}

/** Contacts and recent calls that are offered at most. */
export const MOST_PARTIES = 5

/**
 * Who is meant by what is typed, best first: contacts, then who was called lately. For words the SIP user of that name comes
 * last, so that nobody calls it who looks for a person.
 */
export function partiesFor({ text, numbers, contacts, recent, accountId }: PartySources): readonly Party[] {
  if (numbers.length > 1) return numbers.map((number) => ({ kind: 'number', number, name: null, lineId: null }))
  const people = contacts.flatMap((c) =>
    c.numbers.map((n): Party => ({ kind: 'contact', number: asTyped(n.number), name: c.name, lineId: lineOfContact(c, accountId) })),
  )
  const listed = new Set(people.map(({ number }) => keyOf(number)))
  const parts = searchParts(text)
  const lately: Party[] = []
  for (const { number, name } of recent) {
    if (number === '' || listed.has(keyOf(number)) || !found(parts, number, name)) continue
    listed.add(keyOf(number))
    lately.push({ kind: 'recent', number: asTyped(number), name, lineId: null })
  }
  const known = [...people, ...lately].slice(0, MOST_PARTIES)
  const user = isWords(text) && !/\s/.test(text.trim()) ? readDialled(`sip:${text}`).number : ''
  return DIAL_TARGET.test(user) && !listed.has(user) ? [...known, { kind: 'sip-user', number: `sip:${user}`, name: null, lineId: null }] : known
}

/** A party that Enter takes without being chosen first: somebody who was looked for by name. */
export const firstHit = (text: string, parties: readonly Party[]): Party | null => {
  const [first] = parties
  return first && first.kind !== 'sip-user' && (isWords(text) || first.kind === 'number') ? first : null
}

const keyOf = (number: string): string => readDialled(number).number
const found = (parts: readonly string[], number: string, name: string | null): boolean =>
  parts.every((part) => foldText(name ?? '').includes(part) || number.toLowerCase().includes(part))
