import { expect, type Page, test } from '@playwright/test'
import type { GalleryPage } from '../gallery/main.tsx'
import type { Gallery } from '../gallery/open.ts'
import { drawn } from '../support/drawn.ts'
import { withGallery } from './with-gallery.ts'

// What a screen shows and takes between a question to main and its reply.
let gallery: Gallery
let page: Page
withGallery('one', (opened) => {
  ;({ gallery, page } = opened)
})

type Reply = { ok: true; value: unknown } | { ok: false; error: { code: string } }
type Stage = { asked: number; reply?: (outcome: object) => void; dialdesk: Record<string, Record<string, () => Promise<object>>> }
/** Counts the calls of one method, which stay without a reply until `reply`. */
const hold = (group: string, method: string): Promise<void> =>
  page.evaluate(
    ([g, m]) => {
      const stage = window as unknown as Stage
      stage.asked = 0
      Object.assign(stage.dialdesk[g] ?? {}, {
        [m]: () => {
          stage.asked += 1
          return new Promise((reply) => (stage.reply = reply))
        },
      })
    },
    [group, method] as const,
  )
const asked = (): Promise<number> => page.evaluate(() => (window as unknown as Stage).asked)
const reply = (outcome: Reply): Promise<void> => page.evaluate((o) => (window as unknown as Stage).reply?.(o), outcome)

test('Answer is busy until main replies: a double click answers once', async () => {
  await gallery.show(page, 'phone-incoming', { theme: 'light', language: 'en' })
  await hold('calls', 'answer')
  const card = page.getByRole('alertdialog')
  const answer = card.getByRole('button', { name: 'Answer' })
  await answer.dblclick()
  await expect(answer).toBeDisabled()
  await expect(card.getByRole('button', { name: 'Reject' })).toBeDisabled()
  expect(await asked()).toBe(1)
  await reply({ ok: false, error: { code: 'no-audio' } })
  await expect(answer).toBeEnabled()
})

test('the line that is made the default one is that at once, and no longer where main refuses', async () => {
  await gallery.show(page, 'settings-lines', { theme: 'light', language: 'en' })
  await hold('lines', 'setDefault')
  const card = page.locator('.line-card').filter({ has: page.getByRole('button', { name: 'Make default' }) })
  const [name = ''] = await card.first().getByRole('heading').allInnerTexts()
  const chosen = page.getByRole('article', { name, exact: true })
  await chosen.getByRole('button', { name: 'Make default' }).click()
  await expect(chosen.getByText('Default', { exact: true })).toBeVisible()
  await expect(page.locator('header').getByRole('button', { name: /^Line: / })).toContainText(name)
  await reply({ ok: false, error: { code: 'not-found' } })
  await expect(chosen.getByRole('button', { name: 'Make default' })).toBeVisible()
  await expect(chosen.getByRole('alert')).toContainText(/\S/)
})

test('a certificate’s answer leads to the lines, and a late reply not away from what was opened since', async () => {
  await gallery.show(page, 'phone-certificate', { theme: 'light', language: 'en' })
  await hold('lines', 'trustCertificate')
  await page.getByRole('button', { name: 'Trust for this line' }).click()
  // the line tries again before main's reply is there, and there is nothing to ask about any more
  await page.evaluate(() => (window as unknown as { gallery: GalleryPage }).gallery.change('lines', { lines: [] }))
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Add a line' })).toBeVisible()
  await page.getByRole('button', { name: 'Rates', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Rates' })).toBeVisible()
  await reply({ ok: true, value: null })
  await drawn(page)
  await expect(page.getByRole('heading', { name: 'Rates' })).toBeVisible()
})

test('a number check shows the last reply alone, for the number it was asked about', async () => {
  await gallery.show(page, 'sms', { theme: 'light', language: 'en' })
  await hold('rates', 'check')
  const number = page.getByLabel('Recipient', { exact: true })
  const check = page.getByRole('button', { name: 'Check number' })
  const known = page.getByText('The provider knows')
  await number.fill('+49 30 1234567')
  await check.click()
  await reply({ ok: true, value: { e164: '+49301234567', destination: 'Berlin' } })
  await expect(known).toBeVisible()
  // an error takes the answer's place
  await check.click()
  await reply({ ok: false, error: { code: 'provider-timeout' } })
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toBeVisible()
  await expect(known).toBeHidden()
  // another number has no answer yet, and a late one for the old number is not its own
  await check.click()
  await number.fill('+49 30 7654321')
  await reply({ ok: true, value: { e164: '+49301234567', destination: 'Berlin' } })
  await expect(check).toBeEnabled()
  await expect(known).toBeHidden()
})

test('calls that cannot be read say so, and are read again on demand; those of another search do not stay', async () => {
  await gallery.show(page, 'calls', { theme: 'light', language: 'en' })
  const rows = page.locator('.history-row')
  const pane = page.locator('.result-pane')
  await expect(rows.first()).toBeVisible()
  const all = await page.evaluate(async () => {
    const outcome = await window.dialdesk.history.query({} as never)
    return outcome.ok ? outcome.value : null
  })
  await hold('history', 'query')
  await page.getByLabel('Name, number, place').fill('w')
  await expect(pane).toHaveAttribute('aria-busy', 'true')
  await reply({ ok: false, error: { code: 'internal' } })
  await expect(pane.getByRole('alert')).toHaveText('Something went wrong in Dialdesk. Try again.')
  await expect(pane).toHaveAttribute('aria-busy', 'false')
  await expect(rows).toHaveCount(0)
  await pane.getByRole('button', { name: 'Retry' }).click()
  await expect.poll(asked).toBe(2)
  await reply({ ok: true, value: { ...all, entries: all?.entries.slice(0, 1), next: null } })
  await expect(rows).toHaveCount(1)
  await expect(pane.getByRole('alert')).toHaveCount(0)
})
