import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guessTargets, readRows, readTable } from '../../../../../electron/main/contacts/csv-reader.ts'
import { exportText } from '../../../../../electron/main/contacts/export-contacts.ts'
import { decodeText, detectEncoding } from '../../../../../electron/main/contacts/text-encoding.ts'
import { readVcards } from '../../../../../electron/main/contacts/vcard-reader.ts'
import { type Contact, contactSchema, numberKindSchema } from '../../../../../shared/domain/contact.ts'
import { cleanNumber } from '../../../../../shared/domain/phone-number.ts'
import { contactOf } from '../../../../support/state.ts'

/** Text on one line, as a contact's name is after it was read. */
const line = (maxLength: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength })
    .map((text) => text.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim())
    .filter((text) => text !== '' && text.length <= maxLength && text.isWellFormed())
const number = fc.stringMatching(/^\+?\d[\d ()/-]{1,14}\d$/).map((text) => text.replace(/\s+/g, ' '))
const group = line(20).filter((text) => !/[;,]|:::|^\*|^my ?contacts$/i.test(text))
const contact = fc
  .record({
    id: fc.uuid({ version: 4 }),
    name: line(60),
    note: fc
      .string({ unit: 'grapheme', maxLength: 200 })
      .map((text) =>
        text
          .replace(/[\p{C}\u2028\u2029]+/gu, '\n')
          .replace(/\r\n?/g, '\n')
          .trim(),
      )
      .filter((text) => text.isWellFormed()),
    favourite: fc.constant(false),
    numbers: fc.uniqueArray(fc.record({ kind: fc.constantFrom(...numberKindSchema.options), number }), {
      minLength: 1,
      maxLength: 5,
      selector: (n) => n.number,
    }),
    groups: fc.uniqueArray(group, { maxLength: 3 }),
  })
  .map((draft): Contact => contactSchema.parse(draft))

/** Spreadsheets show a number as it is meant, which is not always as it was typed. */
const dialled = (c: Contact) => ({ ...seen(c), numbers: c.numbers.map(({ kind, number: n }) => ({ kind, number: cleanNumber(n) })) })
const seen = ({ name, note, numbers, groups }: Contact) => ({ name, note, numbers, groups: groups.toSorted() })

describe('what is exported is what is imported again', () => {
  it.each(['vcard-2.1', 'vcard-3.0', 'vcard-4.0'] as const)('%s', (format) =>
    fc.assert(
      fc.property(fc.array(contact, { minLength: 1, maxLength: 3 }), (contacts) => {
        const text = exportText(contacts, format, 'en')
        expect(Math.max(...text.split('\r\n').map((one) => Buffer.byteLength(one)))).toBeLessThanOrEqual(76)
        const read = readVcards(text)
        expect(read.map((one) => one.reasons)).toEqual(contacts.map(() => []))
        expect(read.map((one) => one.contact && seen(one.contact))).toEqual(contacts.map(seen))
      }),
    ),
  )
  it.each(['vcard-2.1', 'vcard-3.0', 'vcard-4.0'] as const)('%s: a group that ends with a backslash is not one with the next', (format) => {
    // 2.1 cannot write a comma in one
    const groups = ['\\', '!', ...(format === 'vcard-2.1' ? [] : ['a,b', 'c\\,'])]
    const [read] = readVcards(exportText([contactOf(1, 'Anna', ['+493012345'], { groups })], format, 'en'))
    expect(read?.contact?.groups).toEqual(groups)
  })
  it.each(['en', 'de'] as const)('CSV in %s; no cell begins a formula', (language) =>
    fc.assert(
      fc.property(fc.array(contact, { minLength: 1, maxLength: 3 }), (contacts) => {
        const text = exportText(contacts, 'csv', language)
        const bytes = new TextEncoder().encode(text)
        const table = readTable(decodeText(bytes, detectEncoding(bytes)))
        for (const { cells } of table.rows) for (const cell of cells) expect(cell).not.toMatch(/^[=@\t\r+-]/)
        const read = readRows(table, guessTargets(table.rows[0]?.cells ?? []), true)
        expect(read.map((one) => one.contact && dialled(one.contact))).toEqual(contacts.map(dialled))
      }),
    ),
  )
})
it('no bytes make reading throw', () =>
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, asCard) => {
      const text = decodeText(bytes, detectEncoding(bytes))
      if (asCard) readVcards(`BEGIN:VCARD\nVERSION:2.1\n${text}\nEND:VCARD`)
      const table = readTable(text)
      readRows(table, guessTargets(table.rows[0]?.cells ?? []), false)
    }),
  ))
