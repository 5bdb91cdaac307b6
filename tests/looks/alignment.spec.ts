import { expect, type Page, test } from '@playwright/test'
import { type Gallery, openGallery } from '../gallery/open.ts'
import { states } from '../gallery/states.ts'
import { offTheColumn } from '../support/page-faults.ts'

let gallery: Gallery
let page: Page
test.beforeAll(async () => {
  gallery = await openGallery()
  page = await gallery.newPage({ reducedMotion: 'reduce' })
})
test.afterAll(() => gallery.close())

test('in each pane texts begin at the pane’s padding, and none goes past it on the right', async () => {
  test.setTimeout(300_000)
  const found: string[] = []
  for (const { id } of states) {
    await gallery.show(page, id, { theme: 'light', language: 'en' })
    found.push(...(await page.evaluate(offTheColumn)).map((what) => `${id}: ${what}`))
  }
  expect(found).toEqual([])
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

test('no icon and no icon’s button is squeezed by what is beside it, at any width', async () => {
  test.setTimeout(300_000)
  const found: string[] = []
  for (const { id } of states) {
    await gallery.show(page, id, { theme: 'light', language: 'de' })
    for (const width of [1120, 800, 360]) {
      await page.setViewportSize({ width, height: 720 })
      const squeezed = await page.evaluate(() =>
        [...document.querySelectorAll<SVGElement>('svg[width][height]')]
          .filter((svg) => {
            const width = svg.getBoundingClientRect().width
            const button = svg.closest('button')?.getBoundingClientRect().width ?? 24
            return svg.getClientRects().length > 0 && (Math.abs(width - Number(svg.getAttribute('width'))) > 0.5 || button < 24)
          })
          .map(
            (svg) =>
              `${svg.getAttribute('class')} in ${svg.parentElement?.textContent?.slice(0, 30)}: ${svg.getBoundingClientRect().width.toFixed(1)} px`,
          ),
      )
      found.push(...squeezed.map((what) => `${id} ${width}: ${what}`))
    }
  }
  expect(found).toEqual([])
})
