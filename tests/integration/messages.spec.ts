import { header } from '../sandbox/sip-text.ts'
import { Stranger } from '../support/peers/stranger.ts'
import { expect, type Page, test } from '../support/test.ts'
import { withPhone } from '../support/with-app.ts'

// Text messages over a line (RFC 3428), with a far end of our own that writes and answers them.
let peer: Stranger
let page: Page
let n = 0

const { button } = withPhone(
  async (scope) => {
    peer = scope.add(await Stranger.start(), (p) => p.close())
    return { lines: { sip_1: peer.line('stranger') } }
  },
  (started) => {
    ;({ page } = started)
  },
)

/** Writes to the app. @returns the status of its answer */
async function write(text: string, from: string, type = 'text/plain'): Promise<string> {
  n += 1
  peer.send(
    [
      `MESSAGE ${peer.contact} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${peer.port};branch=z9hG4bKmessage${n}`,
      `From: ${from};tag=m${n}`,
      `To: <${peer.contact}>`,
      `Call-ID: message-${n}`,
      `CSeq: 1 MESSAGE`,
      `Content-Type: ${type}`,
      `Content-Length: ${Buffer.byteLength(text)}`,
      '',
      text,
    ].join('\r\n'),
  )
  return (await peer.answerTo(`message-${n}`, '1 MESSAGE')).start.slice(8, 11)
}
const anna = '"Anna" <sip:+493023125110@sip.test.invalid>'

test('@message comes in, is counted, read and answered by keyboard; one conversation for a number, kept over a reload', async () => {
  expect(await write('Grüße aus <b>Köln</b>', anna)).toBe('200')
  expect(await write('<isComposing/>', anna, 'application/im-iscomposing+xml')).toBe('415')
  expect(await write('<p>hello</p>', anna, 'text/html')).toBe('415')
  await page.getByRole('button', { name: 'Messages, 1 new message' }).click()
  await page.getByRole('button', { name: /^Anna/ }).click()
  await expect(page.getByRole('log')).toContainText('Grüße aus <b>Köln</b>')
  await expect(page.getByRole('button', { name: 'Messages', exact: true })).toBeVisible()
  await page.getByRole('textbox', { name: 'Message' }).fill('Danke')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('Bis später')
  await page.keyboard.press('Enter')
  const message = await peer.next('MESSAGE')
  expect(message.start).toMatch(/^MESSAGE sip:.*493023125110@sip\.test\.invalid SIP\/2\.0$/)
  expect([header(message, 'content-type'), message.body]).toEqual(['text/plain;charset=utf-8', 'Danke\nBis später'])
  await expect(page.getByRole('log')).toContainText('sending')
  peer.reply(message, 202, 'Accepted')
  await expect(page.getByRole('log')).not.toContainText('sending')
  // while it is open, what comes in is seen
  expect(await write('Schön', '<sip:004930-23125110@sip.test.invalid>')).toBe('200')
  await expect(page.getByRole('log')).toContainText('Schön')
  await expect(page.getByRole('button', { name: 'Messages', exact: true })).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Messages', exact: true }).click()
  await expect(page.locator('[data-row]')).toHaveCount(1)
  await expect(page.locator('[data-row]')).toContainText('Schön')
  // the name that came is kept, and a contact's counts before it
  await expect(page.locator('[data-row]')).toContainText('Anna')
  const number = '030 231 25110'
  const contact = {
    id: crypto.randomUUID(),
    name: 'Anna Sommer',
    note: '',
    favourite: false,
    groups: [],
    numbers: [{ kind: 'work' as const, number }],
  }
  await page.evaluate((saved) => window.dialdesk.contacts.save({ contact: saved }), contact)
  await expect(page.locator('[data-row]')).toContainText('Anna Sommer')
  await page.locator('[data-row]').click()
  await expect(page.getByRole('heading', { name: 'Anna Sommer' })).toBeVisible()
})

test('@message one that the server does not take is shown as not sent, with the reason, and is not sent again', async () => {
  await page.getByRole('button', { name: 'Messages', exact: true }).click()
  await button('New message').click()
  await page.getByLabel('Recipient').fill('10001')
  await page.getByRole('textbox', { name: 'Message' }).fill('Hello')
  await button('Send').click()
  peer.reply(await peer.next('MESSAGE'), 405, 'Method Not Allowed')
  await expect(page.getByRole('log')).toContainText('not sent: the line or the other side takes no messages (405)')
  await button('This conversation').click()
  await page.getByRole('menuitem', { name: 'Delete conversation' }).click()
  await button('Delete conversation').click()
  await expect(page.locator('[data-row]', { hasText: 'Hello' })).toHaveCount(0)
})
