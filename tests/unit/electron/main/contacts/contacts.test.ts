import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createContacts } from '../../../../../electron/main/contacts/contacts.ts'
import { openDatabase } from '../../../../../electron/main/storage/database.ts'
import type { Contact } from '../../../../../shared/domain/contact.ts'
import { contactOf as contact } from '../../../../support/state.ts'

const folder = mkdtempSync(join(tmpdir(), 'dialdesk-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const worker = resolve('electron/main/storage/database-worker.ts')

it('contacts are kept over a restart, changed and removed', async () => {
  const database = openDatabase(folder, 'contacts', worker)
  let shown: Contact[] = []
  const contacts = createContacts(
    database,
    () => 'DE',
    (list) => (shown = list),
  )
  await contacts.start()
  await contacts.save(contact(1, 'Zoe', ['030 1234567']))
  await contacts.save(contact(2, 'Anna', ['+44 7700 900123']))
  await contacts.save(contact(1, 'Zoë', ['030 1234567', '110']))
  expect(shown.map((c) => c.name)).toEqual(['Anna', 'Zoë'])
  expect(contacts.of('0049301234567')).toEqual({ id: contact(1, '', ['1']).id, name: 'Zoë' })
  expect(contacts.of('')).toBeNull()
  await database.close()
  const again = openDatabase(folder, 'contacts', worker)
  const later = createContacts(
    again,
    () => 'DE',
    (list) => (shown = list),
  )
  await later.start()
  await later.remove(contact(2, '', ['1']).id)
  expect(shown.map((c) => c.name)).toEqual(['Zoë'])
  await again.close()
})
