import { expect, type Page, test } from '@playwright/test'
import type { Gallery, Look } from '../gallery/open.ts'
import { axeFindings } from '../support/axe.ts'
import { basicFaults, beyondTheWindow, cutTexts } from '../support/page-faults.ts'
import { withGallery } from './with-gallery.ts'

// What of the contacts' screen opens by a press: the dialog of an import, its menu, a contact.
let gallery: Gallery
let page: Page
withGallery('one', (opened) => {
  ;({ gallery, page } = opened)
})

const looks: readonly Look[] = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'de' },
]
const menu = () => page.locator('main [aria-haspopup="menu"]').first()
const stages: Readonly<Record<string, readonly [state: string, open: () => Promise<void>]>> = {
  'a contact': ['contacts', () => page.locator('.contact-row').last().click()],
  'the menu': ['contacts-import', () => menu().click()],
  'an import': [
    'contacts-import',
    async () => {
      await menu().click()
      await page.getByRole('menuitem').first().click()
      await page.getByRole('dialog').waitFor()
    },
  ],
  'the address book on a server': [
    'contacts-server',
    async () => {
      await menu().click()
      await page.getByRole('menuitem').nth(5).click()
      await page.getByRole('dialog').locator('button.small').first().waitFor()
    },
  ],
  'signing in to a server': [
    'contacts',
    async () => {
      await menu().click()
      await page.getByRole('menuitem').nth(5).click()
      await page.getByRole('dialog').locator('input').first().waitFor()
    },
  ],
  'a file that cannot be read': [
    'contacts-file-unreadable',
    async () => {
      await menu().click()
      await page.getByRole('menuitem').first().click()
      await page.locator('.note.bad, [role="alert"]').first().waitFor()
    },
  ],
}
for (const [name, [state, open]] of Object.entries(stages))
  test(`${name}: axe finds nothing, nothing is careless, cut off or wider than the window`, async () => {
    const found: string[] = []
    for (const look of looks) {
      await page.setViewportSize({ width: 1120, height: 720 })
      await gallery.show(page, state, look)
      await open()
      found.push(...(await axeFindings(page)).map((what) => `${look.theme} ${look.language}: ${what}`))
      found.push(...(await page.evaluate(basicFaults)))
      await page.setViewportSize({ width: 420, height: 720 })
      for (const fault of [beyondTheWindow, cutTexts]) found.push(...(await page.evaluate(fault)).map((what) => `420 px ${look.language}: ${what}`))
    }
    expect(found).toEqual([])
  })

test('an import by keyboard: the way to it, the column that is changed, the button that does it', async () => {
  await gallery.show(page, 'contacts-import', looks[0] as Look)
  await menu().focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: 'Import 415 contacts' })).toBeFocused()
  await dialog.getByLabel('What “Birthday” holds').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})
