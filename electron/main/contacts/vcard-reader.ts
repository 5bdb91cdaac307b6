import ICAL from 'ical.js'
import type { ImportReason } from '../../../shared/domain/contact-import.ts'
import { kindOf } from './kind-words.ts'
import { type ReadContact, toContact } from './read-contact.ts'
import { modernLine, type RawVcard, splitVcards, type VcardLine } from './vcard-lines.ts'

type Property = {
  readonly group: string
  readonly name: string
  readonly parameters: Readonly<Record<string, string | readonly string[]>>
  readonly values: readonly unknown[]
}

/** The contacts of a text with vCards of the versions 2.1, 3.0 and 4.0. */
export function readVcards(text: string): ReadContact[] {
  return [...splitVcards(text)].map(readVcard)
}

/** What a contact is made of; photos, dates and addresses are not even parsed. */
const wanted = new Set(['FN', 'N', 'ORG', 'NICKNAME', 'EMAIL', 'TEL', 'NOTE', 'CATEGORIES', 'X-ABLABEL'])

/** The group that a line stands in, kept through the parser. */
const GROUP = 'X-LINE-GROUP'

function readVcard(card: RawVcard): ReadContact {
  const { properties, unreadable } = parse(card)
  const reasons: ImportReason[] = [
    ...(card.complete ? [] : (['not-complete'] as const)),
    ...(unreadable + card.unreadable ? (['parts-unreadable'] as const) : []),
  ]
  const all = (name: string): Property[] => properties.filter((p) => p.name === name)
  const text = (name: string): string => all(name).map(textOf).find(Boolean) ?? ''
  const labels = new Map(all('x-ablabel').map((p) => [p.group, textOf(p).replace(/^_\$!<|>!\$_$/g, '')]))
  const preferred = (p: Property): boolean => typesOf(p).includes('pref') || String(p.parameters['pref'] ?? '') === '1'
  const numbers = all('tel')
    .toSorted((a, b) => Number(preferred(b)) - Number(preferred(a)))
    .map((p) => ({ kind: kindOf([...typesOf(p), ...(labels.has(p.group) ? [labels.get(p.group) ?? ''] : [])]), number: numberOf(textOf(p)) }))
  return toContact(
    {
      names: [text('fn'), nameOf(all('n')[0]), text('org').split(';').filter(Boolean).join(', '), text('nickname'), text('email')],
      note: all('note').map(textOf).filter(Boolean).join('\n'),
      numbers,
      groups: all('categories').flatMap((p) => p.values.flat().map(String)),
      favourite: false,
    },
    card.line,
    reasons,
  )
}

/** A card by the library's parser; where one line is malformed, line by line, so that the others are not lost. */
function parse({ version, lines }: RawVcard): { properties: Property[]; unreadable: number } {
  const old = /^2/.test(version) || version === ''
  const texts = lines.filter(({ name }) => wanted.has(name)).flatMap((line) => eachCategory(old ? modernLine(line) : line).map(written))
  const parseLines = (some: readonly string[]): Property[] => {
    // 4.0 for all: of the library's readers it alone knows every escape
    const [, properties] = ICAL.parse(['BEGIN:VCARD', 'VERSION:4.0', ...some, 'END:VCARD'].join('\r\n')) as [string, unknown[][]]
    return properties.map(([name, parameters, , ...values]) => {
      const known = parameters as Property['parameters']
      return { group: String(known[GROUP.toLowerCase()] ?? ''), name: String(name), parameters: known, values }
    })
  }
  try {
    return { properties: parseLines(texts), unreadable: 0 }
  } catch {
    const properties: Property[] = []
    let unreadable = 0
    for (const text of texts) {
      try {
        properties.push(...parseLines([text]))
      } catch {
        unreadable += 1
      }
    }
    return { properties, unreadable }
  }
}

/** A line for each category: the library cuts a list at a comma behind an escaped backslash as if the comma were escaped. */
const eachCategory = (line: VcardLine): VcardLine[] =>
  line.name === 'CATEGORIES' ? (line.value.match(/(?:\\[\s\S]|[^\\,])+/g) ?? []).map((value) => ({ ...line, value })) : [line]

/** Elsewhere a semicolon separates nothing, and the library leaves its escape in the text. */
const structured = new Set(['N', 'ORG'])
const written = ({ group, name, parameters, value }: VcardLine): string =>
  `${[name, ...parameters, ...(group === '' ? [] : [`${GROUP}=${group.replace(/[^\w-]/g, '')}`])].join(';')}:${structured.has(name) ? value : value.replace(/\\([\\;])/g, (pair, sign) => (sign === ';' ? sign : pair))}`

const textOf = ({ values }: Property): string => values.flat(2).map(String).join(';').trim()
const typesOf = ({ parameters }: Property): string[] => [parameters['type'] ?? []].flat().flatMap((one) => one.toLowerCase().split(','))

/** "Dr. Anna Maria Example" of the five parts of a name (RFC 6350 6.2.2). */
function nameOf(property: Property | undefined): string {
  const parts = property?.values[0]
  if (!Array.isArray(parts)) return typeof parts === 'string' ? parts : ''
  const [family = '', given = '', more = '', before = '', behind = ''] = parts.map((part) => [part].flat().join(' ').trim())
  return [before, given, more, family, behind].filter(Boolean).join(' ')
}

/** The number of a `tel:` address (RFC 3966) or of plain text. */
function numberOf(text: string): string {
  if (!/^tel:/i.test(text)) return text
  const [number = ''] = text.slice(4).split(';')
  try {
    return decodeURIComponent(number)
  } catch {
    return number
  }
}
