import { beforeEach, expect, it } from 'vitest'
import { syncCards } from '../../../../../electron/main/contacts/card-dav-sync.ts'
import { anyContact, type Contact } from '../../../../../shared/domain/contact.ts'
import { type FakeCardServer, fakeCardServer } from '../../../../support/fakes/card-server.ts'
import { fakeContacts } from '../../../../support/fakes/contacts.ts'
import { contactOf as contact } from '../../../../support/state.ts'

let database: ReturnType<typeof fakeContacts>
let server: FakeCardServer
beforeEach(async () => {
  database = fakeContacts()
  server = fakeCardServer()
  await database.request('setRegion', { region: 'DE' })
})
const card = (name: string, number: string, ...more: string[]): string =>
  ['BEGIN:VCARD', 'VERSION:3.0', `FN:${name}`, `TEL;TYPE=CELL:${number}`, ...more, 'END:VCARD', ''].join('\r\n')
const sync = () => syncCards(database, server, new AbortController().signal)
const here = () => database.request('page', { ...anyContact, offset: 0, limit: 200 })
const shown = async () => (await here()).map(({ name, numbers }) => `${name} ${numbers.map(({ number }) => number)}`)
const one = async (): Promise<Contact> => (await here())[0] as Contact
const save = (changed: Contact) => database.request('save', { contact: changed })
const there = () => [...server.cards.values()].map(({ text }) => text.replace(/\r\n /g, ''))
/** Both sides know the contact Anna. */
async function together(): Promise<Contact> {
  server.put('/book/anna.vcf', card('Anna', '030 1', 'PHOTO:data', 'X-OTHER:kept'))
  await sync()
  return one()
}

it('what is on one side only comes to the other, once', async () => {
  await save(contact(1, 'Mine', ['030 2']))
  server.put('/book/a.vcf', card('Theirs', '030 1'))
  expect(await sync()).toEqual({ received: 1, sent: 1, conflicts: 0 })
  expect(await shown()).toEqual(['Mine 030 2', 'Theirs 030 1'])
  expect(there().some((text) => text.includes('FN:Mine'))).toBe(true)
  expect(await sync()).toEqual({ received: 0, sent: 0, conflicts: 0 })
})
it('a contact that is on both sides already is one', async () => {
  await save(contact(1, 'Anna Example', ['030 1234567', '030 7654321'], { favourite: true }))
  server.put('/book/a.vcf', card('Anna Example', '+49301234567'))
  await sync()
  expect((await here()).map(({ name, favourite, numbers }) => [name, favourite, numbers.length])).toEqual([['Anna Example', true, 2]])
  expect(server.cards.size).toBe(1)
  // the number that only was here
  expect(there()[0]).toContain('030 7654321')
})
it('a change there is made here, and leaves alone what only this computer knows', async () => {
  const anna = await together()
  await save({ ...anna, blocked: true })
  await sync()
  server.put('/book/anna.vcf', card('Anna Maria', '030 9'))
  await sync()
  expect(await one()).toMatchObject({ id: anna.id, name: 'Anna Maria', numbers: [{ number: '030 9' }], blocked: true })
})
it('a change here is sent, and leaves alone what only the card holds', async () => {
  const anna = await together()
  await save({ ...anna, name: 'Anna B', numbers: [{ kind: 'work', number: '030 5' }] })
  expect(await sync()).toMatchObject({ sent: 1 })
  const [text = ''] = there()
  for (const part of ['FN:Anna B', 'TEL;TYPE=WORK;TYPE=VOICE:030 5', 'PHOTO:data', 'X-OTHER:kept']) expect(text).toContain(part)
  expect(text).not.toContain('030 1')
})
it('removed on one side is removed on the other, unless it was changed there meanwhile', async () => {
  const anna = await together()
  server.cards.clear()
  await sync()
  expect(await here()).toEqual([])
  await save(anna)
  await sync()
  expect(server.cards.size).toBe(1)
  await database.request('remove', { id: anna.id })
  await sync()
  expect(server.cards.size).toBe(0)

  const again = await together()
  await database.request('remove', { id: again.id })
  server.put('/book/anna.vcf', card('Anna changed', '030 1'))
  await sync()
  expect(await shown()).toEqual(['Anna changed 030 1'])
  await save({ ...(await one()), note: 'changed here' })
  server.cards.clear()
  await sync()
  expect(await shown()).toEqual(['Anna changed 030 1'])
  expect(server.cards.size).toBe(1)
})
it.each([
  ['mine', ['Here 030 1'], ['Here']],
  ['theirs', ['There 030 2'], ['There']],
  ['both', ['Here 030 1', 'There 030 2'], ['Here', 'There']],
] as const)('changed on both sides: nothing is touched until the user decides for %s', async (keep, contacts, cards) => {
  const anna = await together()
  await save({ ...anna, name: 'Here' })
  server.put('/book/anna.vcf', card('There', '030 2'))
  expect(await sync()).toMatchObject({ conflicts: 1 })
  expect(await sync()).toMatchObject({ received: 0, sent: 0, conflicts: 1 })
  expect([await shown(), there()[0]?.includes('FN:There')]).toEqual([['Here 030 1'], true])
  const [conflict] = await database.request('cardConflicts')
  expect(conflict).toMatchObject({ contactId: anna.id, mine: { name: 'Here' }, theirs: { name: 'There' } })
  await database.request('resolveCard', { contactId: anna.id, keep })
  expect(await sync()).toMatchObject({ conflicts: 0 })
  expect(await shown()).toEqual(contacts)
  expect(
    there()
      .map((text) => /FN:(\w+)/.exec(text)?.[1])
      .sort(),
  ).toEqual([...cards].sort())
  await expect(database.request('resolveCard', { contactId: anna.id, keep })).rejects.toThrow('no such question')
})
it('a card without a number is no contact, is not read again, and stays on the server', async () => {
  server.put('/book/mail.vcf', ['BEGIN:VCARD', 'VERSION:3.0', 'FN:Mail Only', 'EMAIL:a@example.com', 'END:VCARD'].join('\r\n'))
  await sync()
  server.asked.length = 0
  await sync()
  expect([server.asked, server.cards.size, await here()]).toEqual([['list'], 1, []])
})
const withoutNumber = ['BEGIN:VCARD', 'VERSION:3.0', 'FN:Anna', 'PHOTO:data', 'EMAIL:a@example.com', 'END:VCARD', ''].join('\r\n')
it('a card that lost its number is no contact any more, and one again when it has one', async () => {
  await together()
  server.put('/book/anna.vcf', withoutNumber)
  await sync()
  expect([await here(), server.cards.size]).toEqual([[], 1])
  expect(await sync()).toEqual({ received: 0, sent: 0, conflicts: 0 })
  server.put('/book/anna.vcf', card('Anna', '030 2'))
  await sync()
  expect([await shown(), server.cards.size]).toEqual([['Anna 030 2'], 1])
})
it('a card that lost its number, but was changed here since, gets what is here', async () => {
  const anna = await together()
  await save({ ...anna, note: 'changed here' })
  server.put('/book/anna.vcf', withoutNumber)
  expect(await sync()).toMatchObject({ sent: 1, conflicts: 0 })
  expect([await shown(), server.cards.size]).toEqual([['Anna 030 1'], 1])
  for (const part of ['TEL;TYPE=CELL:030 1', 'NOTE:changed here', 'PHOTO:data', 'EMAIL:a@example.com']) expect(there()[0]).toContain(part)
})
it('a question about a card that lost its number meanwhile is none any more', async () => {
  const anna = await together()
  await save({ ...anna, name: 'Here' })
  server.put('/book/anna.vcf', card('There', '030 2'))
  expect(await sync()).toMatchObject({ conflicts: 1 })
  server.put('/book/anna.vcf', withoutNumber)
  expect(await sync()).toMatchObject({ sent: 1, conflicts: 0 })
  expect([await shown(), server.cards.size]).toEqual([['Here 030 1'], 1])
})
it('what is no card changes nothing, and is read again', async () => {
  await together()
  server.put('/book/anna.vcf', '<html>an error</html>')
  await sync()
  expect([await shown(), server.cards.size]).toEqual([['Anna 030 1'], 1])
  server.put('/book/anna.vcf', 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:An')
  await sync()
  expect([await shown(), server.cards.size]).toEqual([['Anna 030 1'], 1])
  server.put('/book/anna.vcf', card('Anna', '030 2'))
  await sync()
  expect(await shown()).toEqual(['Anna 030 2'])
})
it('a card whose version the server does not tell is there: it is read once, and not removed', async () => {
  await together()
  const { list } = server
  Object.assign(server, { list: async () => new Map([...(await list()).keys()].map((href) => [href, null])) })
  server.put('/book/new.vcf', card('New', '030 2'))
  await sync()
  expect(await shown()).toEqual(['Anna 030 1', 'New 030 2'])
  server.asked.length = 0
  await sync()
  expect([await shown(), server.asked]).toEqual([['Anna 030 1', 'New 030 2'], ['list']])
})
it('a card that the server does not take holds up no other, and is tried again', async () => {
  await save(contact(1, 'Odd', ['030 1']))
  await save(contact(2, 'Plain', ['030 2']))
  const { write } = server
  Object.assign(server, {
    write: (href: string, text: string, etag: string | null) => (text.includes('FN:Odd') ? 'refused' : write(href, text, etag)),
  })
  expect(await sync()).toMatchObject({ sent: 1 })
  Object.assign(server, { write })
  expect(await sync()).toMatchObject({ sent: 1 })
})
it('a sync that breaks off anywhere is gone on with: nothing is lost, nothing is there twice', async () => {
  for (let i = 0; i < 120; i++) server.put(`/book/${i}.vcf`, card(`There ${i} Example`, `030 ${1000 + i}`))
  for (let i = 0; i < 60; i++) await save(contact(i + 1, `Here ${i} Example`, [`040 ${1000 + i}`]))
  for (const requests of [1, 2, 3, 40, 70]) {
    let left = requests
    const breaking = new Proxy(server, {
      get: (of, name) => {
        const value = of[name as keyof FakeCardServer]
        if (typeof value !== 'function' || name === 'hrefOf') return value
        return (...args: never[]) =>
          left-- > 0 ? (value as (...all: never[]) => unknown)(...args) : Promise.reject(new Error('the network is gone'))
      },
    })
    await syncCards(database, breaking, new AbortController().signal).catch(() => {})
  }
  await sync()
  expect([(await here()).length, server.cards.size]).toEqual([180, 180])
  expect(await sync()).toEqual({ received: 0, sent: 0, conflicts: 0 })
})
