import { expect, type Page, test } from '@playwright/test'
import { type Gallery, openGallery } from '../gallery/open.ts'

let gallery: Gallery
let page: Page
test.beforeAll(async () => {
  gallery = await openGallery()
  page = await gallery.newPage({ reducedMotion: 'reduce' })
})
test.afterAll(() => gallery.close())

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
