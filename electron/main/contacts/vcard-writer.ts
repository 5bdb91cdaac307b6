import type { Contact } from '../../../shared/domain/contact.ts'

import { splitVcards } from './vcard-lines.ts'
import { readVcards } from './vcard-reader.ts'

export type VcardVersion = '2.1' | '3.0' | '4.0'

const types: Readonly<Record<Contact['numbers'][number]['kind'], readonly string[]>> = {
  work: ['WORK', 'VOICE'],
  mobile: ['CELL'],
  home: ['HOME', 'VOICE'],
  fax: ['FAX'],
  other: ['VOICE'],
}
/** Octets of a line (RFC 6350 3.2). */
const LONGEST_LINE = 75

/** A contact as a vCard. Version 4.0 and 3.0 are UTF-8 throughout; 2.1 writes what is not ASCII as quoted-printable UTF-8. */
export function writeVcard(contact: Contact, version: VcardVersion): string {
  const { id, name, note, groups, numbers } = contact
  const words = name.trim().split(/\s+/)
  const family = words.length > 1 ? (words.at(-1) ?? '') : name
  const given = words.length > 1 ? words.slice(0, -1).join(' ') : ''
  const old = version === '2.1'
  const parameter = (list: readonly string[]): string =>
    list.map((type) => (old ? `;${type}` : `;TYPE=${version === '4.0' ? type.toLowerCase() : type}`)).join('')
  const lines = [
    'BEGIN:VCARD',
    `VERSION:${version}`,
    property(`UID`, version === '4.0' ? `urn:uuid:${id}` : id, old),
    property('FN', escapeText(name, old), old),
    property('N', `${escapeText(family, old)};${escapeText(given, old)};;;`, old),
    ...numbers.map(({ kind, number }) => property(`TEL${parameter(types[kind])}`, escapeText(number, old), old)),
    ...(note === '' ? [] : [property('NOTE', escapeText(note, old), old)]),
    ...(groups.length ? [property('CATEGORIES', groups.map((group) => escapeText(group, old)).join(','), old)] : []),
    'END:VCARD',
  ]
  return `${lines.join('\r\n')}\r\n`
}

/**
 * A card of a server with what the contact says now: names, numbers, note and categories are written anew where they are others; all
 * else that the card holds (photos, addresses, what another program put in) stays.
 */
export function changeVcard(text: string, contact: Contact): string {
  const [raw] = [...splitVcards(text)]
  if (!raw || !/^[34]/.test(raw.version)) return writeVcard(contact, '3.0')
  // null: a card without a number
  const before = readVcards(text)[0]?.contact ?? null
  const version = raw.version.startsWith('4') ? '4.0' : '3.0'
  const [mine] = [...splitVcards(writeVcard(contact, version))]
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
  const anew = new Set([
    ...(contact.name === before?.name ? [] : ['FN', 'N']),
    ...(same(contact.numbers, before?.numbers) ? [] : ['TEL']),
    ...(contact.note === before?.note ? [] : ['NOTE']),
    ...(same(contact.groups, before?.groups) ? [] : ['CATEGORIES']),
  ])
  // a label stands in the group of the number that it names
  const groups = new Set(raw.lines.filter(({ name, group }) => group !== '' && name === 'TEL' && anew.has(name)).map(({ group }) => group))
  const kept = raw.lines.filter(({ name, group }) => !anew.has(name) && !(name.startsWith('X-AB') && groups.has(group)))
  const added = (mine?.lines ?? []).filter(({ name }) => anew.has(name))
  const lines = [...kept, ...added].map(({ group, name, parameters, value }) =>
    fold(`${group === '' ? '' : `${group}.`}${[name, ...parameters].join(';')}:${value}`),
  )
  return `${['BEGIN:VCARD', ...lines, 'END:VCARD'].join('\r\n')}\r\n`
}

const escapeText = (text: string, old: boolean): string =>
  old ? text.replace(/[\\;]/g, '\\$&') : text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n')

function property(head: string, value: string, old: boolean): string {
  if (!old) return fold(`${head}:${value}`)
  if (/^[\x20-\x7e]*$/.test(value) && head.length + value.length < LONGEST_LINE) return `${head}:${value}`
  const before = `${head};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:`
  return before + quotedPrintable(value, before.length)
}

/** Folded by a line end and a blank, never within a character. */
export function fold(line: string): string {
  const parts: string[] = []
  let part = ''
  let length = 0
  for (const char of line) {
    const size = Buffer.byteLength(char)
    if (length + size > LONGEST_LINE) {
      parts.push(part)
      part = ''
      length = 1
    }
    part += char
    length += size
  }
  return [...parts, part].join('\r\n ')
}

/** Quoted-printable (RFC 2045 6.7) with soft line ends. */
function quotedPrintable(text: string, before: number): string {
  const bytes = new TextEncoder().encode(text.replace(/\r\n|\r|\n/g, '\r\n'))
  const signs = [...bytes].map((byte) =>
    byte >= 33 && byte <= 126 && byte !== 61 ? String.fromCharCode(byte) : byte === 32 ? ' ' : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  )
  const lines: string[] = []
  let line = ''
  for (const [i, sign] of signs.entries()) {
    // a blank at the end of a line would be lost
    const safe = sign === ' ' && i === signs.length - 1 ? '=20' : sign
    if ((lines.length ? 0 : before) + line.length + safe.length > LONGEST_LINE - 3) {
      lines.push(`${line.endsWith(' ') ? `${line.slice(0, -1)}=20` : line}=`)
      line = ''
    }
    line += safe
  }
  return [...lines, line].join('\r\n')
}
