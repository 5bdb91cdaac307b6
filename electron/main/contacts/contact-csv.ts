import Papa from 'papaparse'
import type { Contact } from '../../../shared/domain/contact.ts'
import type { Language } from '../history/csv.ts'
import { numberCell, textCell } from '../history/csv-cells.ts'

const heads = {
  en: { name: 'Name', note: 'Note', groups: 'Groups', favourite: 'Favourite', kind: 'Type', number: 'Number', yes: 'yes' },
  de: { name: 'Name', note: 'Notiz', groups: 'Gruppen', favourite: 'Favorit', kind: 'Art', number: 'Nummer', yes: 'ja' },
} as const
const kinds = {
  en: { work: 'Work', mobile: 'Mobile', home: 'Home', fax: 'Fax', other: 'Other' },
  de: { work: 'Geschäftlich', mobile: 'Mobil', home: 'Privat', fax: 'Fax', other: 'Andere' },
} as const

/** Contacts as CSV (RFC 4180) for a spreadsheet of the user's language: with a BOM, and as many columns as one of them has numbers. */
export function contactsCsv(contacts: readonly Contact[], language: Language): string {
  const t = heads[language]
  const most = Math.max(1, ...contacts.map(({ numbers }) => numbers.length))
  const places = Array.from({ length: most }, (_, i) => i)
  const rows = contacts.map((c) => [
    textCell(c.name),
    c.note.split('\n').map(textCell).join('\n'),
    textCell(c.groups.join('; ')),
    c.favourite ? t.yes : '',
    ...places.flatMap((i) => {
      const one = c.numbers[i]
      return one ? [kinds[language][one.kind], numberCell(one.number)] : ['', '']
    }),
  ])
  const head = [t.name, t.note, t.groups, t.favourite, ...places.flatMap((i) => [`${t.kind} ${i + 1}`, `${t.number} ${i + 1}`])]
  return `\uFEFF${Papa.unparse([head, ...rows], { delimiter: language === 'de' ? ';' : ',', newline: '\r\n' })}\r\n`
}
