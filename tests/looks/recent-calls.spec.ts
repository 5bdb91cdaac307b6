import { expect, type Page, test } from '@playwright/test'
import type { Gallery } from '../gallery/open.ts'
import { withGallery } from './with-gallery.ts'

// The phone screen: what a recent call says and offers, the number of the line, the devices in use.
let gallery: Gallery
let page: Page
withGallery('one', (opened) => {
  ;({ gallery, page } = opened)
})

const row = (text: string) => page.locator('.call-row').filter({ hasText: text }).first()

for (const [language, usa, france] of [
  ['en', 'United States', 'France'],
  ['de', 'USA', 'Frankreich'],
] as const)
  test(`a call without a name says on its second line where the number is, ${language}`, async () => {
    await gallery.show(page, 'phone', { theme: 'light', language })
    await expect(row('202\u00a0555\u00a00147')).toContainText(usa)
    await expect(row('+33')).toContainText(france)
    await expect(row('My mobile')).toContainText('+49\u00a0171\u00a03920042')
  })

test('call, callback and more stand in place of the result while the pointer is on a row, and while the focus is in it', async () => {
  await gallery.show(page, 'phone', { theme: 'light', language: 'en' })
  const accounting = row('+49\u00a040')
  const result = accounting.getByText('06:30')
  const call = accounting.getByRole('button', { name: 'Call Accounting' })
  const callback = accounting.getByRole('button', { name: 'Web callback to Accounting' })
  const more = accounting.getByRole('button', { name: 'More for Accounting' })
  await page.mouse.move(0, 0)
  await expect(result).toBeVisible()
  await accounting.hover()
  await expect(result).toBeHidden()
  for (const button of [call, callback, more]) await button.click({ trial: true })
  await page.mouse.move(0, 0)
  await accounting.locator('[data-row]').focus()
  await expect(result).toBeHidden()
  for (const button of [call, callback, more]) {
    await page.keyboard.press('Tab')
    await expect(button).toBeFocused()
    await expect.poll(() => button.evaluate((b) => getComputedStyle(b.parentElement as Element).opacity)).toBe('1')
  }
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Copy number' })).toBeVisible()
  await page.keyboard.press('Escape')
  await callback.click()
  await expect(page.getByRole('heading', { name: 'Web callback' })).toBeVisible()
})

test('the header shows the number of the line, grouped where the provider names the line by its number', async () => {
  await gallery.show(page, 'phone', { theme: 'light', language: 'en' })
  await expect(page.getByRole('button', { name: /^Line: Office Berlin/ })).toContainText('Registered · +49\u00a030\u00a023125100')
  await gallery.show(page, 'phone-do-not-disturb', { theme: 'light', language: 'en' })
  await page.getByRole('button', { name: /^Line: Office Berlin/ }).click()
  await expect(page.getByRole('menuitem', { name: /^Home/ })).toContainText('Registered · 105')
})

test('the number field names the devices in use, and the one that is not connected', async () => {
  const device = page.locator('[data-devices]')
  await gallery.show(page, 'phone', { theme: 'light', language: 'en' })
  await expect(device).toContainText('System default (Fake Default Audio Input')
  await gallery.show(page, 'phone-headset', { theme: 'light', language: 'en' })
  await expect(device).toContainText('USB headset is not connected')
})

test('a number that is typed does not draw the recent calls again', async () => {
  await gallery.show(page, 'phone', { theme: 'light', language: 'en' })
  const field = page.getByRole('combobox', { name: 'Number or name' })
  await field.fill('0')
  // each row says when its call was
  await page.evaluate(() => {
    const format = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, 'format')
    Object.assign(window, { formatted: 0 })
    Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
      ...format,
      get() {
        ;(window as unknown as { formatted: number }).formatted += 1
        return format?.get?.call(this)
      },
    })
  })
  await field.pressSequentially('3023125', { delay: 20 })
  await expect(field).toHaveValue(/23125/)
  expect(await page.evaluate(() => (window as unknown as { formatted: number }).formatted)).toBeLessThan(await page.locator('.call-row').count())
})
