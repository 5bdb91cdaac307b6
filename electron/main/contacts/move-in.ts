import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Contact, contactSchema } from '../../../shared/domain/contact.ts'
import { readAs } from '../storage/read-as.ts'
import { together } from '../storage/together.ts'
import { type ContactRows, mergeContacts } from './contact-rows.ts'

/** An account's database; not one that was set aside, and no copy. */
const ACCOUNT = /^[0-9a-f]{32}\.db$/

/**
 * Contacts were kept in each account's database before. They are copied from there, each file once: in the transaction that
 * also notes the file, so that whatever ends the app, nothing is lost and nothing comes twice. A file that cannot be read now
 * is tried again at the next start.
 */
export function moveIn(database: DatabaseSync, rows: ContactRows, folder: string): number {
  const moved = new Set(
    database
      .prepare('SELECT file FROM moved')
      .all()
      .map(({ file }) => String(file)),
  )
  const note = database.prepare('INSERT INTO moved (file) VALUES (?)')
  let count = 0
  for (const file of accountFiles(folder)) {
    if (moved.has(file)) continue
    const contacts = readContacts(join(folder, file))
    if (!contacts) continue
    together(database, () => {
      for (const contact of contacts) {
        const same = rows.get(contact.id) ?? rows.sameAs(contact)
        rows.write(same ? mergeContacts(same, contact, rows.region()) : contact)
        count += 1
      }
      note.run(file)
    })
  }
  return count
}

function accountFiles(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => ACCOUNT.test(file))
  } catch {
    // no account was ever opened here
    return []
  }
}

/** The contacts of an account's database; none of a schema without them; null where the file cannot be read. */
function readContacts(path: string): Contact[] | null {
  let account: DatabaseSync | undefined
  try {
    account = new DatabaseSync(path, { readOnly: true })
    account.exec('PRAGMA busy_timeout = 3000')
    if (!account.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'contact'").get()) return []
    return account
      .prepare('SELECT value FROM contact ORDER BY rowid')
      .all()
      .flatMap((row) => readAs(contactSchema, row))
  } catch {
    return null
  } finally {
    account?.close()
  }
}
