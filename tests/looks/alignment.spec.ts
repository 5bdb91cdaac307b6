import { expect, type Page, test } from '@playwright/test'
import { type Gallery, USUAL_WINDOW } from '../gallery/open.ts'
import { screens } from '../gallery/screens.ts'
import { withGallery } from './with-gallery.ts'

let gallery: Gallery
let page: Page
withGallery('one', (opened) => {
  ;({ gallery, page } = opened)
})

test('the sliders of the audio settings begin at one edge and end at one', async () => {
  for (const language of ['en', 'de'] as const) {
    await gallery.show(page, 'settings-audio', { theme: 'light', language })
    const edges = await page.locator('.mantine-Slider-root').evaluateAll((all) =>
      all.map((slider) => {
        const { left, right } = slider.getBoundingClientRect()
        return `${left.toFixed(1)} to ${right.toFixed(1)}`
      }),
    )
    expect(edges).toHaveLength(3)
    expect(new Set(edges).size, edges.join(', ')).toBe(1)
  }
})

test('the titles of all screens and of the panes beside them stand on one line', async () => {
  const lines: Record<string, number[]> = {}
  for (const screen of ['phone', ...screens, 'settings-lines', 'settings-audio']) {
    await gallery.show(page, screen, { theme: 'light', language: 'en' })
    lines[screen] = await page.locator('main h1, main .settings h2:first-child').evaluateAll((all) =>
      all.map((title) => {
        const { top, height } = title.getBoundingClientRect()
        return top + height / 2
      }),
    )
  }
  // the window's head is 52 px high with its line, a pane's as well
  expect(Object.entries(lines).flatMap(([screen, all]) => all.filter((y) => Math.abs(y - 79) > 0.5).map((y) => `${screen}: ${y}`))).toEqual([])
  expect(Object.values(lines).flat().length).toBeGreaterThan(screens.length)
})

test('the meter of the microphone test can be seen', async () => {
  await gallery.show(page, 'settings-audio', { theme: 'light', language: 'en' })
  await page.getByRole('button', { name: 'Test microphone' }).click()
  const { width, height } = (await page.getByRole('meter').first().boundingBox()) ?? { width: 0, height: 0 }
  expect([width >= 96, height >= 8]).toEqual([true, true])
})

test('what else can be done with a number stands in one line of buttons of one height, in both languages', async () => {
  for (const language of ['en', 'de'] as const) {
    await gallery.show(page, 'phone', { theme: 'light', language })
    const buttons = page.locator('button', { hasText: /^\s*(?:Web callback|Web-Rückruf|SMS)$/ }).and(page.locator('main button'))
    const boxes = await buttons.evaluateAll((all) => all.map((one) => [one.getBoundingClientRect().top, one.getBoundingClientRect().height]))
    expect(boxes).toHaveLength(2)
    expect(boxes[0], language).toEqual(boxes[1])
  }
})

test('all of the pane to dial is in view in the usual window, and the device in use in a lower one, too', async () => {
  const pane = () => page.locator('section', { has: page.locator('[data-number-field]') }).last()
  for (const [height, fits] of [
    [USUAL_WINDOW.height, true],
    [600, false],
  ] as const) {
    await page.setViewportSize({ width: USUAL_WINDOW.width, height })
    for (const language of ['en', 'de'] as const) {
      await gallery.show(page, 'phone-number', { theme: 'light', language })
      await page.getByText(language === 'en' ? 'per minute' : 'pro Minute', { exact: true }).waitFor()
      // four favourites take as much room
      expect(await page.locator('[aria-labelledby="quick-title"] button').count()).toBeGreaterThan(2)
      expect(await pane().evaluate((e) => e.scrollHeight <= e.clientHeight)).toBe(fits)
      const { y, height: own } = (await page.locator('[data-devices]').boundingBox()) ?? { y: 0, height: 0 }
      expect(y + own).toBe(height)
    }
  }
  await page.setViewportSize(USUAL_WINDOW)
})
