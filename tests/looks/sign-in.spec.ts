import { expect, type Page, test } from '@playwright/test'
import type { GalleryPage } from '../gallery/main.tsx'
import type { Gallery } from '../gallery/open.ts'
import { drawn } from '../support/drawn.ts'
import { withGallery } from './with-gallery.ts'

// Main's reply to the sign-in and its event with the account's state arrive separately, in either order.
let gallery: Gallery
let page: Page
withGallery('each', (opened) => {
  ;({ gallery, page } = opened)
})

type Stage = { reply?: (outcome: object) => void; gallery: GalleryPage; dialdesk: { account: { signIn: () => Promise<object> } } }
const wrong = { code: 'wrong-credentials' }

for (const first of ['the reply', 'the event'] as const)
  test(`after a wrong password its field takes the next try, when ${first} comes first`, async () => {
    await gallery.show(page, 'sign-in', { theme: 'light', language: 'en' })
    await page.evaluate(() => {
      const stage = window as unknown as Stage
      stage.dialdesk.account.signIn = () => new Promise((reply) => (stage.reply = reply))
    })
    await page.getByLabel('User name', { exact: true }).fill('made-up')
    const password = page.getByLabel('Password', { exact: true })
    await password.fill('made-up-but-wrong')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    const changeSession = (session: object) => page.evaluate((s) => (window as unknown as Stage).gallery.change('account', { session: s }), session)
    await changeSession({ state: 'signing-in' })
    await expect(password).toBeDisabled()
    const reply = () => page.evaluate((error) => (window as unknown as Stage).reply?.({ ok: false, error }), wrong)
    const event = () => changeSession({ state: 'signed-out', reason: wrong })
    for (const arrives of first === 'the reply' ? [reply, event] : [event, reply]) {
      await arrives()
      await drawn(page)
    }
    await expect(password).toBeFocused()
    await expect(password).toHaveValue('made-up-but-wrong')
  })
