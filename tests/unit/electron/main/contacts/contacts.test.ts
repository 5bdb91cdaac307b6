import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type ContactsOptions, type ContactsSummary, createContacts } from '../../../../../electron/main/contacts/contacts.ts'
import { openContacts } from '../../../../../electron/main/contacts/contacts-database.ts'
import { fakeContacts } from '../../../../support/fakes/contacts.ts'
import { contactOf as contact } from '../../../../support/state.ts'

const folder = mkdtempSync(join(tmpdir(), 'dialdesk-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function service(part: Partial<ContactsOptions> = {}) {
  const summaries: ContactsSummary[] = []
  const database = fakeContacts()
  const contacts = createContacts({
    database,
    accounts: join(folder, 'none'),
    region: () => 'DE',
    onChange: (summary) => summaries.push(summary),
    log: () => {},
    ...part,
  })
  return { contacts, summaries, database }
}
/** An account's database that notes the names it was sent. */
function follower() {
  const names = new Map<string, string>()
  const request = (async (_name: string, args: { all: boolean; changed: { id: string; name: string }[]; removed: string[] }) => {
    if (args.all) names.clear()
    for (const { id, name } of args.changed) names.set(id, name)
    for (const id of args.removed) names.delete(id)
  }) as never
  return { account: { request }, names: () => [...names.values()].sort() }
}

it('are kept over a restart in a file of their own, changed and removed', async () => {
  const worker = resolve('electron/main/contacts/contacts-worker.ts')
  const first = service({ database: openContacts(folder, worker) })
  await first.contacts.start()
  await first.contacts.save(contact(1, 'Zoe', ['030 1234567']))
  await first.contacts.save(contact(2, 'Anna', ['+44 7700 900123'], { favourite: true, groups: ['Family'] }))
  await first.contacts.save(contact(1, 'Zoë', ['030 1234567', '110']))
  expect(first.summaries.at(-1)).toMatchObject({ count: 2, favourites: [{ name: 'Anna' }], groups: ['Family'] })
  await first.contacts.stop()
  const later = service({ database: openContacts(folder, worker) })
  await later.contacts.start()
  expect(later.contacts.of('0049301234567')?.name).toBe('Zoë')
  await later.contacts.remove(contact(2, 'x', ['1']).id)
  expect(later.summaries.at(-1)).toMatchObject({ count: 1, favourites: [], groups: [] })
  await later.contacts.stop()
})
it('the revision grows with each change', async () => {
  const { contacts, summaries } = service()
  await contacts.start()
  await contacts.save(contact(1, 'Zoe', ['030 1234567']))
  await contacts.remove(contact(1, 'x', ['1']).id)
  const revisions = summaries.map(({ revision }) => revision)
  expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b))
})
it('a caller is named by the number, else by its last digits where they are of one contact alone', async () => {
  const { contacts } = service()
  await contacts.start()
  await contacts.save(contact(1, 'Berlin', ['+49 30 1234567']))
  await contacts.save(contact(2, 'Vienna', ['+43 1 7654321']))
  await contacts.save(contact(3, 'Shared', ['0171 1112223']))
  await contacts.save(contact(4, 'Also shared', ['0171 1112223']))
  const named = (number: string) => contacts.of(number)?.name ?? null
  expect(['+49301234567', '0301234567', '0049 30 1234567', '301234567', '4930 1234567'].map(named)).toEqual(Array(5).fill('Berlin'))
  // another country's number with the same end is somebody else
  expect(named('+39301234567')).toBeNull()
  expect(named('17654321')).toBe('Vienna')
  expect(named('01711112223')).toBe('Shared')
  expect(named('1711112223')).toBe('Shared')
  expect(['', 'anonymous', '4567'].map(named)).toEqual([null, null, null])
})
it('another country in the settings: national numbers are read anew', async () => {
  let region = 'DE'
  const { contacts } = service({ region: () => region })
  await contacts.start()
  await contacts.save(contact(1, 'Doctor', ['01 7654321']))
  expect(contacts.of('+4317654321')).toBeNull()
  region = 'AT'
  await contacts.regionChanged()
  expect(contacts.of('+4317654321')?.name).toBe('Doctor')
})
it('blocked numbers, and those that always ring, are told in the forms that callers come in', async () => {
  const { contacts } = service()
  await contacts.start()
  await contacts.save(contact(1, 'Nuisance', ['030 1234567', 'spammer'], { blocked: true, ringsAlways: true }))
  await contacts.save(contact(2, 'Mother', ['+44 20 7946 0018', '4212345'], { ringsAlways: true }))
  expect(contacts.exceptions()).toEqual({
    blocked: ['49301234567', '0301234567', 'spammer'],
    ringsAlways: ['442079460018', '494212345', '04212345', '4212345'],
  })
})
it('an account that follows gets all names, then each change, and nothing after it is closed', async () => {
  const { contacts } = service()
  const { account, names } = follower()
  await contacts.start()
  await contacts.save(contact(1, 'Zoe', ['030 1234567']))
  contacts.follow(account)
  await contacts.save(contact(2, 'Anna', ['030 7654321']))
  await expect.poll(names).toEqual(['Anna', 'Zoe'])
  await contacts.save(contact(1, 'Zoë', ['030 1234567']))
  await contacts.remove(contact(2, 'x', ['1']).id)
  await expect.poll(names).toEqual(['Zoë'])
  contacts.unfollow(account)
  await contacts.save(contact(3, 'Late', ['030 7654329']))
  expect(names()).toEqual(['Zoë'])
})
it('a database that fails: the service starts all the same, and a save says so', async () => {
  const failing = { request: async () => Promise.reject(new Error('made up')), close: async () => {} } as never
  const { contacts } = service({ database: failing })
  await expect(contacts.start()).rejects.toThrow('made up')
  expect(contacts.of('+49301234567')).toBeNull()
  await expect(contacts.save(contact(1, 'Zoe', ['030 1234567']))).rejects.toThrow('made up')
})
