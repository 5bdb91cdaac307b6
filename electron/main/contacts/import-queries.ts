import type { DatabaseSync } from 'node:sqlite'
import { type Contact, contactSchema, MOST_CONTACTS } from '../../../shared/domain/contact.ts'
import type {
  ColumnTarget,
  Duplicates,
  ImportCounts,
  ImportLine,
  ImportPreview,
  ImportReason,
  TextEncoding,
} from '../../../shared/domain/contact-import.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import { together } from '../storage/together.ts'
import type { ContactHandlers } from './contact-requests.ts'
import { type ContactRows, mergeContacts } from './contact-rows.ts'
import { guessTargets, looksLikeHead, readRows, readTable, type Table } from './csv-reader.ts'
import type { ReadContact } from './read-contact.ts'
import { decodeText, detectEncoding } from './text-encoding.ts'
import { readVcards } from './vcard-reader.ts'

type ImportHandlers = Pick<ContactHandlers, 'openImport' | 'previewImport' | 'importLines' | 'runImport' | 'closeImport' | 'undoImport'>

/** A file that is being looked at. */
type Opened = {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly encoding: TextEncoding
  /** Null: vCards. */
  readonly table: Table | null
  readonly targets: readonly ColumnTarget[]
  readonly hasHead: boolean
  readonly read: readonly ReadContact[]
}

/** Values of a column that are shown. */
const SAMPLES = 3

/** Files with contacts: looked at, tried, imported, and the last import taken back. */
export function importQueries(database: DatabaseSync, rows: ContactRows): ImportHandlers {
  let opened: Opened | null = null
  let lines: readonly ImportLine[] = []
  const noteChange = database.prepare(
    'INSERT INTO import_change (contact_id, before, version) VALUES (?, ?, ?) ON CONFLICT (contact_id) DO UPDATE SET version = excluded.version',
  )
  const needOpened = (): Opened => {
    if (!opened) throw new AppError('not-found', 'no file is open')
    return opened
  }

  const change = (contact: Contact, before: Contact | null): void => {
    noteChange.run(contact.id, before && JSON.stringify(before), rows.write(contact))
  }
  const take = ({ line, name, contact, reasons }: ReadContact, duplicates: Duplicates): ImportLine => {
    const skipped = (...more: ImportReason[]): ImportLine => ({ line, name, state: 'skipped', into: null, reasons: [...reasons, ...more] })
    if (!contact) return skipped()
    const same = duplicates === 'add' ? null : rows.sameAs(contact)
    if (same) {
      const merged = mergeContacts(same, contact, rows.region())
      if (duplicates === 'skip' || JSON.stringify(merged) === JSON.stringify(same)) return skipped('known')
      change(merged, same)
      return { line, name, state: 'merged', into: same.name === name ? null : same.name, reasons: [...reasons] }
    }
    if (rows.count() >= MOST_CONTACTS) return skipped('full')
    change(contact, null)
    return { line, name, state: 'added', into: null, reasons: [...reasons] }
  }
  /** Does the whole import in one transaction; for a trial, takes all of it back. */
  const apply = (read: readonly ReadContact[], duplicates: Duplicates, trial: boolean): ImportLine[] => {
    let done: ImportLine[] = []
    const tried = new Error('tried')
    try {
      together(database, () => {
        database.exec("DELETE FROM import_change; DELETE FROM meta WHERE key = 'last-import'")
        done = read.map((one) => take(one, duplicates))
        if (trial) throw tried
        const { added, merged } = countsOf(done)
        if (added + merged) database.prepare("INSERT INTO meta (key, value) VALUES ('last-import', ?)").run(JSON.stringify({ added, merged }))
      })
    } catch (e) {
      if (e !== tried) throw e
    }
    return done
  }
  const preview = (duplicates: Duplicates): ImportPreview => {
    const { fileName, encoding, table, targets, hasHead, read } = needOpened()
    lines = apply(read, duplicates, true)
    const body = table?.rows.slice(hasHead ? 1 : 0, (hasHead ? 1 : 0) + SAMPLES) ?? []
    return {
      fileName,
      format: table ? 'csv' : 'vcard',
      encoding,
      hasHead,
      columns: targets.map((target, i) => ({
        name: hasHead ? (table?.rows[0]?.cells[i] ?? '').slice(0, 100) : '',
        target,
        samples: body.map(({ cells }) => (cells[i] ?? '').slice(0, 60)),
      })),
      counts: countsOf(lines),
    }
  }
  return {
    openImport({ fileName, bytes, duplicates }) {
      opened = readFile(fileName, bytes, {})
      return preview(duplicates)
    },
    previewImport({ encoding, targets, hasHead, duplicates }) {
      const now = needOpened()
      if (encoding || targets || hasHead !== undefined)
        opened = readFile(now.fileName, now.bytes, {
          encoding: encoding ?? now.encoding,
          targets: targets ?? now.targets,
          hasHead: hasHead ?? now.hasHead,
        })
      return preview(duplicates)
    },
    importLines({ offset, limit, skippedOnly }) {
      const shown = skippedOnly ? lines.filter(({ state, reasons }) => state === 'skipped' || reasons.length) : lines
      return { lines: shown.slice(offset, offset + limit), total: shown.length }
    },
    runImport({ duplicates }) {
      lines = apply(needOpened().read, duplicates, false)
      opened = null
      return countsOf(lines)
    },
    closeImport() {
      opened = null
      lines = []
    },
    undoImport() {
      let undone = 0
      together(database, () => {
        for (const row of database.prepare('SELECT contact_id AS id, before, version FROM import_change').all()) {
          const id = String(row['id'])
          // what was changed since stays as it is
          if (rows.version(id) !== Number(row['version'])) continue
          const before = typeof row['before'] === 'string' ? contactSchema.safeParse(JSON.parse(row['before'])).data : undefined
          if (before) rows.write(before)
          else rows.remove(id)
          undone += 1
        }
        database.exec("DELETE FROM import_change; DELETE FROM meta WHERE key = 'last-import'")
      })
      return undone
    },
  }
}

function countsOf(lines: readonly ImportLine[]): ImportCounts {
  const counts = { added: 0, merged: 0, skipped: 0 }
  for (const { state } of lines) counts[state] += 1
  return counts
}

type Choice = { readonly encoding?: TextEncoding; readonly targets?: readonly ColumnTarget[] | undefined; readonly hasHead?: boolean | undefined }

function readFile(fileName: string, bytes: Uint8Array, choice: Choice): Opened {
  const encoding = choice.encoding ?? detectEncoding(bytes)
  const text = decodeText(bytes, encoding)
  const file = { fileName, bytes, encoding }
  if (/^\s*BEGIN:VCARD/im.test(text.slice(0, 10_000))) return { ...file, table: null, targets: [], hasHead: false, read: readVcards(text) }
  const table = readTable(text)
  const head = table.rows[0]?.cells ?? []
  const hasHead = choice.hasHead ?? looksLikeHead(head)
  const guessed = hasHead ? guessTargets(head) : []
  const targets = Array.from({ length: table.width }, (_, i): ColumnTarget => choice.targets?.[i] ?? guessed[i] ?? 'none')
  return { ...file, table, targets, hasHead, read: readRows(table, targets, hasHead) }
}
