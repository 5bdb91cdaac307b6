import { expect, type Page, test } from '@playwright/test'
import type { Gallery } from '../gallery/open.ts'
import { states } from '../gallery/states.ts'
import { withGallery } from './with-gallery.ts'

let gallery: Gallery
let page: Page
withGallery('one', (opened) => {
  ;({ gallery, page } = opened)
})

/** Switches and boxes whose words, clicked with the mouse, do not reach them. */
async function deafLabels(): Promise<string[]> {
  const found: string[] = []
  for (const box of await page.locator('input[type=checkbox]:enabled').all()) {
    const label = page.locator(`label[for="${await box.getAttribute('id')}"]`).last()
    const words = await label.innerText()
    await label.scrollIntoViewIfNeeded()
    // what main would answer with is not there: the click is looked at, and what is on stays on
    const clicked = box.evaluate(
      (input) =>
        new Promise<boolean>((done) => {
          input.addEventListener(
            'click',
            (event) => {
              event.preventDefault()
              done(true)
            },
            { once: true },
          )
          setTimeout(() => done(false), 2000)
        }),
    )
    await label.click()
    if (!(await clicked)) found.push(words)
  }
  return found
}

test('a click on the words of a switch or a box reaches it, on every page of the settings and for a card', async () => {
  for (const { id } of states.filter((state) => state.id.startsWith('settings-'))) {
    await gallery.show(page, id, { theme: 'light', language: 'en' })
    expect([id, await deafLabels()]).toEqual([id, []])
  }
  await gallery.show(page, 'cards', { theme: 'light', language: 'en' })
  await page.getByRole('button', { name: 'New card' }).click()
  await expect(page.getByText('Send the PIN by SMS')).toBeVisible()
  expect(await deafLabels()).toEqual([])
})
