import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { contactQueries } from '../../../../../electron/main/contacts/contact-queries.ts'
import { migrateContacts } from '../../../../../electron/main/contacts/contact-schema.ts'
import { anyContact, type Contact, type ContactFilter } from '../../../../../shared/domain/contact.ts'
import { contactOf as contact } from '../../../../support/state.ts'

function filled(contacts: readonly Contact[], database = new DatabaseSync(':memory:')) {
  migrateContacts(database)
  const queries = contactQueries(database)
  queries.setRegion({ region: 'DE' })
  for (const one of contacts) queries.save({ contact: one })
  return { database, ...queries }
}
const people = [
  contact(1, 'Zoë Example', ['030 231251'], { note: 'knows the invoices', favourite: true }),
  contact(2, 'Anna Müller', ['+44 7700 900123', '0171 3920042'], { groups: ['Family', 'Berlin'] }),
  contact(3, '24h Taxi', ['030 2020'], { groups: ['Berlin'] }),
  contact(4, 'Ärztin', ['030 4711'], { blocked: true }),
]
const names = (list: readonly Contact[]) => list.map(({ name }) => name)

it('a contact is read as it was written', () => {
  const whole = contact(5, 'Whole', ['030 1'], {
    note: 'a\nb',
    groups: ['B', 'A'].sort(),
    line: { accountId: 'https://p.example alice', lineId: 'sip_1' },
    ringtone: 'bell',
    ringsAlways: true,
    numbers: [
      { kind: 'mobile', number: '0171 1' },
      { kind: 'fax', number: '030 2' },
    ],
  })
  const { get, save, remove } = filled([whole])
  expect(get({ id: whole.id })).toEqual(whole)
  save({ contact: { ...whole, groups: [], numbers: [{ kind: 'work', number: '110' }] } })
  expect(get({ id: whole.id })).toMatchObject({ groups: [], numbers: [{ number: '110' }] })
  remove({ id: whole.id })
  expect(get({ id: whole.id })).toBeNull()
})
it('pages are in the order of the names, and fit the filter', () => {
  const { page, overview } = filled(people)
  const shown = (part: Partial<ContactFilter>, offset = 0, limit = 10) => names(page({ ...anyContact, ...part, offset, limit }))
  expect(shown({})).toEqual(['24h Taxi', 'Anna Müller', 'Ärztin', 'Zoë Example'])
  expect(shown({}, 1, 2)).toEqual(['Anna Müller', 'Ärztin'])
  expect(shown({ text: 'muller' })).toEqual(['Anna Müller'])
  expect(shown({ text: 'invoices' })).toEqual(['Zoë Example'])
  expect(shown({ text: '+49 171 392' })).toEqual(['Anna Müller'])
  expect(shown({ text: '%' })).toEqual([])
  expect(shown({ group: 'Berlin' })).toEqual(['24h Taxi', 'Anna Müller'])
  expect(shown({ favourites: true })).toEqual(['Zoë Example'])
  expect(shown({ blocked: true })).toEqual(['Ärztin'])
  expect(overview(anyContact).initials).toEqual([
    { initial: '#', count: 1 },
    { initial: 'A', count: 2 },
    { initial: 'Z', count: 1 },
  ])
  expect(overview({ ...anyContact, text: 'zo' }).initials).toEqual([{ initial: 'Z', count: 1 }])
})
it('a search gives favourites first, and nothing for no text', () => {
  const { search } = filled(people)
  expect(names(search({ text: 'rz', limit: 2 }))).toEqual(['Ärztin'])
  expect(names(search({ text: 'e 0', limit: 1 }))).toEqual(['Zoë Example'])
  expect(search({ text: ' ', limit: 5 })).toEqual([])
})
it('a caller is looked up by indexes alone, also among 10,000, and no page reads all numbers', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => contact(i + 10, `Person ${i}`, [`+4930${1_000_000 + i}`]))
  const database = new DatabaseSync(':memory:')
  const { caller, page } = filled(many, database)
  expect(caller({ number: '030 1000007' })?.name).toBe('Person 7')
  expect(caller({ number: '301009999' })?.name).toBe('Person 9999')
  expect(caller({ number: '+39301000007' })).toBeNull()
  expect(page({ ...anyContact, offset: 9990, limit: 20 }).length).toBe(10)
  const plan = (sql: string): string =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((row) => String(row['detail']))
      .join('; ')
  expect(plan("SELECT contact FROM contact_number WHERE key = 'x'")).toContain('USING INDEX contact_number_key')
  expect(plan("SELECT contact FROM contact_number WHERE tail = 'x'")).toContain('USING INDEX contact_number_tail')
  expect(plan('SELECT position FROM contact ORDER BY sort, position LIMIT 20')).toContain('USING COVERING INDEX contact_sort')
  expect(plan("SELECT position FROM contact WHERE words = 'x'")).toContain('USING COVERING INDEX contact_words')
})
