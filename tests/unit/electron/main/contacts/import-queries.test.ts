import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { contactQueries } from '../../../../../electron/main/contacts/contact-queries.ts'
import { migrateContacts } from '../../../../../electron/main/contacts/contact-schema.ts'
import { anyContact, type Contact } from '../../../../../shared/domain/contact.ts'
import { contactOf as contact } from '../../../../support/state.ts'

function contacts(...list: Contact[]) {
  const database = new DatabaseSync(':memory:')
  migrateContacts(database)
  const queries = contactQueries(database)
  queries.setRegion({ region: 'DE' })
  for (const one of list) queries.save({ contact: one })
  const all = () => queries.page({ ...anyContact, offset: 0, limit: 200 })
  const openText = (fileName: string, text: string) => queries.openImport({ fileName, bytes: new TextEncoder().encode(text), duplicates: 'merge' })
  return { ...queries, all, openText, database }
}
const file = `Name,Phone 1 - Type,Phone 1 - Value,Notes
"Example, Anna",Work,+49 30 1234567,"same number, more notes"
Bernd Sample,Mobile,0171 3920042,
Nobody,,,
"Anna Example",Home,030 7654321,
Bernd Sample,Mobile,0171 3920042,
`
const anna = contact(1, 'Anna Example', ['030 1234567'], { note: 'invoices' })

it('a trial says by line what would happen, and changes nothing', () => {
  const { openText, importLines, all } = contacts(anna)
  const preview = openText('people.csv', file)
  expect(preview).toMatchObject({ format: 'csv', encoding: 'utf-8', hasHead: true, counts: { added: 1, merged: 2, skipped: 2 } })
  expect(preview.columns.map(({ name, target, samples }) => [name, target, samples[0]])).toEqual([
    ['Name', 'name', 'Example, Anna'],
    ['Phone 1 - Type', 'phone-kind', 'Work'],
    ['Phone 1 - Value', 'phone', '+49 30 1234567'],
    ['Notes', 'note', 'same number, more notes'],
  ])
  const { lines, total } = importLines({ offset: 0, limit: 200, skippedOnly: false })
  expect(total).toBe(5)
  expect(lines.map(({ line, name, state, into, reasons }) => [line, name, state, into, reasons])).toEqual([
    [2, 'Example, Anna', 'merged', 'Anna Example', []],
    [3, 'Bernd Sample', 'added', null, []],
    [4, 'Nobody', 'skipped', null, ['no-number']],
    [5, 'Anna Example', 'merged', null, []],
    [6, 'Bernd Sample', 'skipped', null, ['known']],
  ])
  expect(importLines({ offset: 1, limit: 1, skippedOnly: true }).lines.map(({ line }) => line)).toEqual([6])
  expect(all()).toEqual([anna])
})
it('an import merges, is counted, and is taken back whole; what was changed since stays', () => {
  const { openText, runImport, undoImport, all, save, summary } = contacts(anna)
  openText('people.csv', file)
  expect(runImport({ duplicates: 'merge' })).toEqual({ added: 1, merged: 2, skipped: 2 })
  expect(all().map(({ name, numbers, note }) => [name, numbers.map((n) => n.number), note])).toEqual([
    ['Anna Example', ['030 1234567', '030 7654321'], 'invoices\nsame number, more notes'],
    ['Bernd Sample', ['0171 3920042'], ''],
  ])
  const lastImport = () => summary({ favourites: 5, groups: 5 }).lastImport
  expect(lastImport()).toEqual({ added: 1, merged: 2 })
  const bernd = all()[1] as Contact
  save({ contact: { ...bernd, note: 'mine now' } })
  expect(undoImport(undefined)).toBe(1)
  expect(all()).toEqual([anna, { ...bernd, note: 'mine now' }])
  expect(lastImport()).toBeNull()
  expect(undoImport(undefined)).toBe(0)
})
it('duplicates are left alone, or are contacts of their own, as is chosen', () => {
  for (const [duplicates, names] of [
    ['skip', ['Anna Example', 'Bernd Sample']],
    ['add', ['Anna Example', 'Anna Example', 'Bernd Sample', 'Bernd Sample', 'Example, Anna']],
  ] as const) {
    const { openText, previewImport, runImport, all } = contacts(anna)
    openText('people.csv', file)
    const { counts } = previewImport({ duplicates })
    expect(runImport({ duplicates })).toEqual(counts)
    expect(all().map(({ name }) => name)).toEqual(names)
  }
})
it('columns and encoding can be said otherwise', () => {
  const { openImport, previewImport, runImport, all } = contacts()
  const bytes = Buffer.from('J\xf6rg;030 1\r\nAnna;030 2\r\n', 'latin1')
  const first = openImport({ fileName: 'x.csv', bytes, duplicates: 'merge' })
  expect(first).toMatchObject({ encoding: 'windows-1252', hasHead: false, counts: { added: 0, merged: 0, skipped: 2 } })
  expect(previewImport({ targets: ['name', 'work'], duplicates: 'merge' }).counts.added).toBe(2)
  expect(previewImport({ encoding: 'utf-8', targets: ['name', 'work'], duplicates: 'merge' }).encoding).toBe('utf-8')
  previewImport({ encoding: 'windows-1252', targets: ['name', 'work'], duplicates: 'merge' })
  runImport({ duplicates: 'merge' })
  expect(all().map(({ name }) => name)).toEqual(['Anna', 'Jörg'])
})
it('without a file there is nothing to import', () => {
  const { runImport, closeImport, openText } = contacts()
  expect(() => runImport({ duplicates: 'merge' })).toThrow('no file is open')
  openText('x.vcf', 'BEGIN:VCARD\nVERSION:3.0\nFN:A\nTEL:1\nEND:VCARD')
  closeImport(undefined)
  expect(() => runImport({ duplicates: 'merge' })).toThrow('no file is open')
})
it('10,000 contacts of a vCard file are imported, found, exported and taken back', () => {
  const { openText, runImport, undoImport, search, exportText, summary } = contacts()
  const cards = Array.from(
    { length: 10_000 },
    (_, i) =>
      `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person ${i} Example\r\nTEL;TYPE=CELL:+4930${1_000_000 + i}\r\nTEL;TYPE=WORK:030 ${2_000_000 + i}\r\nEND:VCARD\r\n`,
  )
  const began = performance.now()
  expect(openText('many.vcf', cards.join('')).counts).toEqual({ added: 10_000, merged: 0, skipped: 0 })
  expect(runImport({ duplicates: 'merge' }).added).toBe(10_000)
  expect(performance.now() - began).toBeLessThan(60_000)
  expect(search({ text: '1009999', limit: 5 }).map(({ name }) => name)).toEqual(['Person 9999 Example'])
  expect(exportText({ format: 'vcard-4.0', language: 'en' }).match(/BEGIN:VCARD/g)?.length).toBe(10_000)
  expect(undoImport(undefined)).toBe(10_000)
  expect(summary({ favourites: 1, groups: 1 }).count).toBe(0)
}, 120_000)
