import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startRadicale } from '../support/peers/radicale.ts'
import { button as buttonOf } from '../support/phone-screen.ts'
import { startSignedIn } from '../support/set-up.ts'
import { expect, test } from '../support/test.ts'

const user = 'alice'
const password = 'made-up-1'
const headers = { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
const card = (name: string, number: string, ...more: string[]): string =>
  ['BEGIN:VCARD', 'VERSION:3.0', 'UID:there-1', `FN:${name}`, `N:;${name};;;`, `TEL;TYPE=CELL:${number}`, ...more, 'END:VCARD', ''].join('\r\n')

test('@peer @contacts an address book on a real CardDAV server: both sides are brought together, a conflict is asked about, and offline is no loss', async ({
  scope,
}) => {
  const server = scope.add(await startRadicale(user, password), (started) => started.stop())
  const book = `${server.address}${user}/people/`
  const put = async (text: string, etag?: string | null): Promise<void> => {
    const response = await fetch(`${book}there.vcf`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'text/vcard', ...(etag ? { 'if-match': etag } : {}) },
      body: text,
    })
    expect(response.ok).toBe(true)
  }
  const there = async (): Promise<string> => (await fetch(book, { headers })).text()
  await put(card('Theirs', '+49 30 5550101', 'NICKNAME:kept'))

  const { page } = await startSignedIn(scope)
  const button = (name: string) => buttonOf(page, name)
  const rows = page.locator('.contact-row')
  const save = (name: string, number: string, id: string) =>
    page.evaluate(
      async ([name, number, id]) => {
        const known = await window.dialdesk.contacts.get({ id })
        const base = known.ok && known.value ? known.value : { id, note: '', favourite: false }
        return window.dialdesk.contacts.save({ contact: { ...base, name, numbers: [{ kind: 'work', number }] } })
      },
      [name, number, id] as const,
    )
  await page.evaluate(() => window.dialdesk.settings.change({ region: 'DE' }))
  await save('Mine', '030 5550102', '00000000-0000-4000-8000-000000000001')
  await button('Contacts').click()
  await button('Import, export').click()
  await page.getByRole('menuitem', { name: 'Address book on a server...' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Server address').fill(server.address)
  await dialog.getByLabel('User name').fill(user)
  await dialog.getByLabel('Password', { exact: true }).fill('wrong')
  await dialog.getByRole('button', { name: 'Connect' }).click()
  await expect(dialog).toContainText('The server refused the user name or password.')
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Connect' }).click()
  await expect(dialog).toContainText(/Last synchronised/)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(rows).toHaveText([/Mine/, /Theirs/])
  expect(await there()).toContain('FN:Mine')

  // a change on each side
  const sync = () => page.evaluate(() => window.dialdesk.contacts.syncServer())
  await put(card('Theirs again', '+49 30 5550101', 'NICKNAME:kept'))
  await save('Mine again', '030 5550102', '00000000-0000-4000-8000-000000000001')
  expect(await sync()).toMatchObject({ ok: true })
  await expect(rows).toHaveText([/Mine again/, /Theirs again/])
  expect(await there()).toContain('FN:Mine again')

  // the same contact on both sides
  const found = await page.evaluate(() => window.dialdesk.contacts.search({ text: 'theirs', limit: 1 }))
  const id = found.ok ? (found.value[0]?.id ?? '') : ''
  await put(card('Theirs changed there', '+49 30 5550101', 'NICKNAME:kept'))
  await save('Theirs changed here', '+49 30 5550101', id)
  expect(await sync()).toMatchObject({ ok: true })
  await page.getByRole('button', { name: 'Decide' }).click()
  await expect(dialog).toContainText('Theirs changed there')
  await dialog.getByRole('button', { name: 'Keep mine: Theirs changed here' }).click()
  await expect.poll(there).toContain('FN:Theirs changed here')
  // what only the card holds is still there
  expect(await there()).toContain('NICKNAME:kept')
  await dialog.getByRole('button', { name: 'Close' }).click()

  // offline: contacts can be changed, and go out when the server is back
  await server.halt()
  await save('Mine, offline', '030 5550102', '00000000-0000-4000-8000-000000000001')
  expect(await sync()).toMatchObject({ ok: false, error: { code: 'card-server-unreachable' } })
  await expect(page.getByText('The server of your address book does not answer.')).toBeVisible()
  await expect(rows.first()).toContainText('Mine, offline')
  await server.start()
  expect(await sync()).toMatchObject({ ok: true })
  expect(await there()).toContain('FN:Mine\\, offline')
})

test('@peer @contacts of several address books on a CardDAV server the user chooses one, by keyboard', async ({ scope }) => {
  const server = scope.add(await startRadicale(user, password, ['People', 'Office']), (started) => started.stop())
  const { page } = await startSignedIn(scope)
  await buttonOf(page, 'Contacts').click()
  await buttonOf(page, 'Import, export').click()
  await page.getByRole('menuitem', { name: 'Address book on a server...' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Server address').fill(server.address)
  await dialog.getByLabel('User name').fill(user)
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  const choice = dialog.getByRole('radiogroup', { name: /several address books/ })
  await expect(choice.getByRole('radio')).toHaveCount(2)
  await expect(choice.getByRole('radio').first()).toBeFocused()
  while (!(await choice.getByLabel('Office').isChecked())) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText(/Last synchronised/)
  await expect(dialog).toContainText('/office/')
})

test('@peer @contacts the address of a server is enough where that sends clients to its address books (RFC 6764)', async ({ scope }) => {
  const server = scope.add(await startRadicale(user, password), (started) => started.stop())
  // as most are set up: the books are somewhere else than what one types
  const front = createServer((request, response) => {
    request.resume()
    if (request.url === '/.well-known/carddav') response.writeHead(301, { location: server.address }).end()
    else response.writeHead(405, { 'content-type': 'text/html' }).end('<h1>Method not allowed</h1>')
  }).listen(0, '127.0.0.1')
  await once(front, 'listening')
  scope.add(front, () => void front.close())
  const { page } = await startSignedIn(scope)
  await buttonOf(page, 'Contacts').click()
  await buttonOf(page, 'Import, export').click()
  await page.getByRole('menuitem', { name: 'Address book on a server...' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Server address').fill(`http://127.0.0.1:${(front.address() as AddressInfo).port}`)
  await dialog.getByLabel('User name').fill(user)
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Connect' }).click()
  await expect(dialog).toContainText(/Last synchronised/)
})
