import { expect, test } from '@playwright/test'
import { type Gallery, openGallery } from '../gallery/open.ts'

// A date is written in the app's language, whatever the system's is.
let gallery: Gallery
test.beforeAll(async ({ browser }) => {
  gallery = await openGallery(browser)
})
test.afterAll(() => gallery.close())

for (const [language, system, from, written, typed, then] of [
  ['de', 'en-US', 'Von', /^\d\d\.\d\d\.2026$/, '03.10.2026', '03.10.2026'],
  ['en', 'de-DE', 'From', /^[A-Z][a-z]{2} \d{1,2}, 2026$/, 'Oct 3, 2026', 'Oct 3, 2026'],
] as const)
  test(`${language} on a system in ${system}: read, typed and chosen by key`, async () => {
    const page = await gallery.newPage({ reducedMotion: 'reduce', locale: system })
    await gallery.show(page, 'callshop', { theme: 'light', language })
    const field = page.getByRole('textbox', { name: from })
    await expect(field).toHaveValue(written)
    await field.fill(typed)
    await page.keyboard.press('Tab')
    await expect(field).toHaveValue(then)
    await field.focus()
    await page.keyboard.press('ArrowDown')
    await expect(page.locator('table.mantine-DateInput-month')).toBeVisible()
    await page.screenshot({ path: `test-output/date-${language}.png` })
    // what is no date changes nothing
    await page.keyboard.press('Escape')
    await field.fill('soon')
    await page.keyboard.press('Tab')
    await expect(field).toHaveValue(then)
    await page.context().close()
  })

for (const [language, today, later] of [
  ['de', /Anrufe? seit \d\d:\d\d$/, /Anrufe? seit 23\.11\.2026, \d\d:\d\d$/],
  ['en', /calls? since \d\d:\d\d$/, /calls? since Nov 23, 2026, \d\d:\d\d$/],
] as const)
  test(`${language}: calls missed on another day say the day`, async () => {
    const page = await gallery.newPage({ reducedMotion: 'reduce' })
    await gallery.show(page, 'phone', { theme: 'light', language })
    await expect(page.getByText(today)).toBeVisible()
    await page.context().clock.setFixedTime(new Date('2026-11-25T13:31:00Z'))
    await gallery.show(page, 'phone', { theme: 'light', language })
    await expect(page.getByText(later)).toBeVisible()
    await page.context().close()
  })
