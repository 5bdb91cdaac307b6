import { expect, type Locator, type Page, test } from '@playwright/test'
import type { Gallery } from '../gallery/open.ts'
import { withGallery } from './with-gallery.ts'

// what a user needs in order to finish is there at every width; columns that explain more may go
const widths = [1120, 959, 719, 360]
let gallery: Gallery
let page: Page
withGallery('each', (opened) => {
  ;({ gallery, page } = opened)
})

const show = (state: string): Promise<void> => gallery.show(page, state, { theme: 'light', language: 'en' })
/** Can be scrolled to and clicked, with nothing over it, at each width. */
async function reachable(...wanted: Locator[]): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 720 })
    for (const one of wanted)
      await test.step(`${width}: ${one}`, async () => {
        // a pixel of it in view would do for Playwright
        await one.evaluate((e) => e.scrollIntoView({ block: 'center' }))
        await one.click({ trial: true, timeout: 5000 })
      })
  }
}

test('a transfer can be started at every width', async () => {
  await show('call-connected')
  await page.getByRole('button', { name: 'Transfer', exact: true }).click()
  await page
    .getByRole('combobox', { name: /number/i })
    .last()
    .fill('+496990009417')
  await reachable(page.getByRole('button', { name: /^Call .* first$/ }))
  await page.getByText('Send directly').click()
  await reachable(page.getByRole('button', { name: /^Send to/ }))
})
test('a transfer can be completed, or left, at every width', async () => {
  await show('call-consult')
  await reachable(page.getByRole('button', { name: 'Complete transfer' }), page.getByRole('button', { name: 'Back to Accounting' }))
})
test('a second call can be added at every width', async () => {
  await show('call-connected')
  await page.getByRole('button', { name: 'Add call', exact: true }).click()
  await page
    .getByRole('combobox', { name: /number/i })
    .last()
    .fill('+496990009417')
  await reachable(page.locator('.in-call-side').getByRole('button', { name: /^Call / }))
})
test('a line says its state and can be edited at every width', async () => {
  await show('settings-lines')
  const line = page.locator('.line-card').first()
  for (const width of widths) {
    await page.setViewportSize({ width, height: 720 })
    await expect(line.locator('p').first()).toBeVisible()
    await expect(line.locator('p').first()).not.toBeEmpty()
  }
  await reachable(line.getByRole('button', { name: /^Edit/ }))
  await page.setViewportSize({ width: 360, height: 720 })
  await line.getByRole('button', { name: /^Edit/ }).click()
  await expect(line.getByRole('button', { name: /^Done/ })).toBeVisible()
  await expect(line.getByRole('textbox').first()).toBeVisible()
})

test('the header takes two rows at most, at every width and in both languages', async () => {
  for (const language of ['en', 'de'] as const) {
    await gallery.show(page, 'phone', { theme: 'light', language })
    for (const width of [719, 520, 420, 360]) {
      await page.setViewportSize({ width, height: 720 })
      const tops = await page.locator('header.head button').evaluateAll((all) =>
        all.map((button) => {
          const { top, height } = button.getBoundingClientRect()
          return Math.round((top + height / 2) / 12)
        }),
      )
      expect([width, language, new Set(tops).size]).toEqual([width, language, 2])
    }
  }
})

test('what is pressed in a hurry is in view where there is little height, as at 200 % zoom', async () => {
  for (const language of ['en', 'de'] as const)
    for (const [state, name] of [
      ['phone-number', /^(Call via|Anrufen über)/],
      ['call-connected', /^(End call|Auflegen)/],
    ] as const) {
      await gallery.show(page, state, { theme: 'light', language })
      await page.setViewportSize({ width: 560, height: 360 })
      await expect(page.getByRole('button', { name }).first()).toBeInViewport({ ratio: 1 })
    }
})

test('the end of every screen can be scrolled to in a narrow window', async () => {
  await page.setViewportSize({ width: 360, height: 560 })
  const hidden: string[] = []
  for (const state of [
    'settings-lines',
    'settings-audio',
    'settings-calls',
    'settings-costs',
    'settings-general',
    'settings-data',
    'settings-account',
  ]) {
    await show(state)
    // what is in view then has its end within what scrolls
    const shown = await page.evaluate(() => {
      const last = [...document.querySelectorAll<HTMLElement>('main :is(button, input, p, small)')].findLast((e) => e.getClientRects().length > 0)
      last?.scrollIntoView({ block: 'end' })
      const { top, bottom } = last?.getBoundingClientRect() ?? { top: 0, bottom: 0 }
      const at = document.elementFromPoint(180, (top + bottom) / 2)
      return { bottom, end: document.querySelector('main')?.getBoundingClientRect().bottom ?? 0, inMain: at?.closest('main') !== null }
    })
    if (shown.bottom > shown.end + 1 || !shown.inMain) hidden.push(`${state}: ends at ${shown.bottom} of ${shown.end}`)
  }
  expect(hidden).toEqual([])
})
