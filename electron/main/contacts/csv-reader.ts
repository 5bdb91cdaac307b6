import Papa from 'papaparse'
import type { Contact } from '../../../shared/domain/contact.ts'
import type { ColumnTarget } from '../../../shared/domain/contact-import.ts'
import { textOfCell } from '../history/csv-cells.ts'
import { kindOf } from './kind-words.ts'
import { type ReadContact, toContact } from './read-contact.ts'

export type Table = {
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
  readonly width: number
}

/** A table of comma- or semicolon- or tab-separated values; empty rows are left out. */
export function readTable(text: string): Table {
  const rows: { line: number; cells: string[] }[] = []
  let line = 1
  let read = 0
  // Outlook and Excel may name the separator in a line of its own
  const named = /^sep=(.)\r?\n/i.exec(text)
  const body = named ? text.slice(named[0].length) : text
  if (named) line += 1
  Papa.parse<string[]>(body, {
    delimiter: named?.[1] ?? delimiterOf(body),
    step({ data, meta }) {
      if (data.some((cell) => cell.trim() !== '')) rows.push({ line, cells: data })
      line += body.slice(read, meta.cursor).split('\n').length - 1
      read = meta.cursor
    },
  })
  return { rows, width: Math.max(0, ...rows.slice(0, 1000).map(({ cells }) => cells.length)) }
}

/** The separator that cuts the first row into most cells: its cells are names, in which no separator stands. */
function delimiterOf(text: string): string {
  const cells = (delimiter: string): number => Papa.parse<string[]>(text, { delimiter, preview: 1 }).data[0]?.length ?? 0
  return [',', ';', '\t', '|'].reduce((best, next) => (cells(next) > cells(best) ? next : best))
}

const names: readonly (readonly [RegExp, ColumnTarget])[] = [
  [/^(display ?name|file as|full ?name|name|anzeigename|vollständiger name|contact|kontakt)$/, 'name'],
  [/^(first ?name|given ?name|vorname)$/, 'given-name'],
  [/^(last ?name|family ?name|surname|nachname|familienname)$/, 'family-name'],
  [/^(company|organi[sz]ation( name| 1 - name)?|firma|unternehmen)$/, 'organisation'],
  [/^(notes?|notiz(en)?|bemerkung(en)?|comments?)$/, 'note'],
  [/^(categor(y|ies)|labels?|groups?( membership)?|kategorien?|gruppen?)$/, 'groups'],
  [/^(favou?rite|favorit|wichtig)$/, 'favourite'],
  [/^(phone \d+ - (type|label)|telefon \d+ - (typ|label)|type \d+|art \d+)$/, 'phone-kind'],
  [/^(phone \d+ - value|telefon \d+ - wert|number \d+|nummer \d+)$/, 'phone'],
]
const phone = /phone|telefon|tel\b|fax|mobil|handy|cell|rufnummer|number/
/** Say a kind of number in tables made by hand; within longer names they are of towns and streets, and Outlook's `Private` is a yes or no. */
const bare = /^(nummer )?(private?|geschäftliche?)( ?nummer)?$|^nummer$/
const noPhone =
  /e-?mail|phonetic|customer|konto|account|postal|id\b|adress|address|straße|street|birthday|pager|telex|isdn|tty|hörbehindert|callback|assist[ae]nt/

/** What the columns of a table probably hold, by their names in English or German as usual programs write them. */
export function guessTargets(head: readonly string[]): ColumnTarget[] {
  return head.map((cell) => {
    const name = nameOf(cell)
    const known = names.find(([pattern]) => pattern.test(name))?.[1]
    if (known) return known
    if (!(phone.test(name) || bare.test(name)) || noPhone.test(name)) return 'none'
    return kindOf([name])
  })
}

const nameOf = (cell = ''): string => cell.trim().toLowerCase()

/** Whether the first row names the columns: it holds words that are known as such, and no number. */
export const looksLikeHead = (cells: readonly string[]): boolean =>
  guessTargets(cells).some((target) => target !== 'none') && !cells.some((cell) => /\d{4,}/.test(cell))

/** The contacts of a table's rows. */
export function readRows(table: Table, targets: readonly ColumnTarget[], hasHead: boolean): ReadContact[] {
  const head = hasHead ? table.rows[0]?.cells : undefined
  const isNumber = (cell: string, i: number): boolean => /\d/.test(cell) || (cell !== '' && !bare.test(nameOf(head?.[i])))
  return table.rows.slice(hasHead ? 1 : 0).map(({ line, cells }) => {
    const of = (target: ColumnTarget): string[] => targets.flatMap((one, i) => (one === target ? [clean(cells[i])] : [])).filter(Boolean)
    const given = of('given-name').join(' ')
    const family = of('family-name').join(' ')
    let kind: Contact['numbers'][number]['kind'] = 'other'
    const numbers = targets.flatMap((target, i) => {
      const cell = clean(cells[i])
      if (target === 'phone-kind' && cell !== '') kind = kindOf([cell])
      const found = target === 'phone' ? kind : numberKinds.find((one) => one === target)
      if (target === 'phone') kind = 'other'
      // Google writes several numbers into one cell
      return found && isNumber(cell, i) ? cell.split(' ::: ').map((number) => ({ kind: found, number })) : []
    })
    const draft = {
      names: [...of('name'), [given, family].filter(Boolean).join(' '), ...of('organisation')],
      note: of('note').join('\n'),
      numbers,
      // "* myContacts" is Google's own, and so is the star in front of the name
      groups: of('groups')
        .flatMap((cell) => cell.split(/ ::: |[;,]/).map((group) => group.trim().replace(/^\* /, '')))
        .filter((group) => !/^my ?contacts$/i.test(group)),
      favourite: of('favourite').some((cell) => /^(1|x|yes|true|ja|wahr)$/i.test(cell)) || of('groups').some((cell) => /\* starred/i.test(cell)),
    }
    return toContact(draft, line, [])
  })
}

const numberKinds = ['work', 'mobile', 'home', 'fax', 'other'] as const

/** Without the apostrophes that keep a cell from being a formula; a note has one for each of its lines. */
const clean = (cell = ''): string => cell.trim().split('\n').map(textOfCell).join('\n')
