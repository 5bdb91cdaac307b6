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

test('after midnight the calls of today are those of yesterday, and a range up to today goes on', async () => {
  const page = await gallery.newPage({ reducedMotion: 'reduce' })
  const midnightPassed = async (): Promise<void> => {
    await page.context().clock.setFixedTime(new Date('2026-11-24T05:00:00Z'))
    // timers do not count the hours in which the computer slept
    await page.evaluate(() => void window.dispatchEvent(new Event('focus')))
  }
  const back = (): Promise<void> => page.context().clock.setFixedTime(new Date('2026-11-23T13:31:00Z'))
  for (const state of ['phone', 'calls']) {
    await gallery.show(page, state, { theme: 'light', language: 'en' })
    const heads = page.locator('.day h2')
    await expect(heads.first()).toHaveText('Today')
    await midnightPassed()
    await expect(heads.first()).toHaveText('Yesterday')
    await back()
  }
  await gallery.show(page, 'calls', { theme: 'light', language: 'en' })
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByText('7 days', { exact: true }).click()
  await page.keyboard.press('Escape')
  await page.evaluate(() => {
    const { history } = window.dialdesk
    const { query } = history
    const asked: (string | null)[] = []
    Object.assign(window, { asked })
    Object.assign(history, {
      query(of: Parameters<typeof query>[0]) {
        asked.push(`${of.from} ${of.to}`)
        return query(of)
      },
    })
  })
  await midnightPassed()
  await expect.poll(() => page.evaluate(() => (window as unknown as { asked: string[] }).asked.at(-1))).toBe('2026-11-18 2026-11-24')
  await page.context().close()
})
