import { expect, type Page, test } from '@playwright/test'
import type { Gallery } from '../gallery/open.ts'
import { withGallery } from './with-gallery.ts'

let gallery: Gallery
let page: Page
withGallery('one', (opened) => {
  ;({ gallery, page } = opened)
})

test('the chart is one stop for Tab; arrows, Home and End go from day to day, and the line above reads the day out', async () => {
  await gallery.show(page, 'calls', { theme: 'light', language: 'en' })
  const bars = page.locator('.spend-bars button')
  const count = await bars.count()
  expect(count).toBeGreaterThan(2)
  await expect(page.locator('.spend-bars button[tabindex="0"]')).toHaveCount(1)
  await page.locator('.spend-bars button[tabindex="0"]').focus()
  for (const [key, at] of [
    ['Home', 0],
    ['ArrowLeft', 0],
    ['ArrowRight', 1],
    ['ArrowRight', 2],
    ['ArrowLeft', 1],
    ['End', count - 1],
    ['ArrowRight', count - 1],
  ] as const) {
    await page.keyboard.press(key)
    await expect(bars.nth(at), key).toBeFocused()
    await expect(page.locator('.spend-bars > p')).toHaveText((await bars.nth(at).getAttribute('aria-label')) ?? '')
    await expect(page.locator('.spend-bars button[tabindex="0"]')).toHaveCount(1)
  }
})
