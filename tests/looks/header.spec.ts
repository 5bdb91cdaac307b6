import { expect, test } from '@playwright/test'
import { openGallery } from '../gallery/open.ts'

/** Room for the window's own buttons on Windows, px. */
const WINDOW_BUTTONS = 138

test('the header shows the whole number of the line and leaves the window’s buttons their room, in both languages', async ({ browser }) => {
  const gallery = await openGallery(browser)
  try {
    const page = await gallery.newPage({ reducedMotion: 'reduce' })
    // the key that opens the search shows where there is room
    await gallery.show(page, 'phone', { theme: 'light', language: 'en' })
    await expect(page.locator('header kbd')).toBeVisible()
    // a menu gives its target a class, which must not take the place of ours
    for (const button of await page.locator('header button[title]:has(> svg:only-child)').all())
      await expect(button).toHaveCSS('border-top-width', '0px')
    for (const language of ['en', 'de'] as const) {
      await gallery.show(page, 'phone', { theme: 'light', language })
      const cut = await page.locator('header small').evaluateAll((all) => all.filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.textContent))
      expect(cut, language).toEqual([])
      const squeezed = await page
        .locator('header .icon-button')
        .evaluateAll((all) => all.filter((e) => e.getBoundingClientRect().width !== 32).length)
      expect(squeezed, language).toBe(0)
      const { x, width } = (await page.locator('header .button').last().boundingBox()) ?? { x: 0, width: 0 }
      expect(x + width, language).toBeLessThanOrEqual(1120 - WINDOW_BUTTONS)
    }
  } finally {
    await gallery.close()
  }
})
