import { expect, type Page, test } from '@playwright/test'
import { contrast, type Rgb } from '../../renderer/src/ui/accent.ts'
import type { Gallery } from '../gallery/open.ts'
import { axeFindings } from '../support/axe.ts'
import { withGallery } from './with-gallery.ts'

let gallery: Gallery
let page: Page

withGallery('one', (opened) => {
  ;({ gallery, page } = opened)
})

// axe measures texts; WCAG 2.2, 1.4.11 wants 3:1 of a control's shape as well
test('a switch can be seen against its background, on and off, in both themes', async () => {
  for (const theme of ['light', 'dark'] as const) {
    await gallery.show(page, 'components', { theme, language: 'en' })
    const colours = await page.evaluate(() => {
      const rgb = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number)
      const ground = rgb(getComputedStyle(document.querySelector('main') ?? document.body).backgroundColor)
      return [...document.querySelectorAll<HTMLInputElement>('input[role=switch]:not(:disabled)')].map((input) => {
        const track = input.parentElement?.querySelector('.mantine-Switch-track') ?? input
        return { checked: input.checked, ground, track: rgb(getComputedStyle(track).backgroundColor) }
      })
    })
    expect(colours.map(({ checked }) => checked).sort()).toEqual([false, true])
    for (const { checked, ground, track } of colours)
      expect
        .soft(contrast(track as unknown as Rgb, ground as unknown as Rgb), `${theme}, ${checked ? 'on' : 'off'}: ${track} on ${ground}`)
        .toBeGreaterThanOrEqual(3)
  }
})

test('what axe is spared on a second look, it still finds: a text that is new, one that changed its colour, one that something covered', async () => {
  await gallery.show(page, 'phone', { theme: 'light', language: 'en' })
  expect(await axeFindings(page)).toEqual([])
  const withText = async (style: string, around: string): Promise<string[]> => {
    await page.evaluate(
      ([own, cover]) => {
        document.querySelector('main [data-added]')?.remove()
        const added = document.createElement('div')
        added.dataset['added'] = ''
        added.innerHTML = `<p style="${own}">Some text</p><div style="${cover}"></div>`
        added.style.cssText = 'position: fixed; inset: 300px auto auto 400px; width: 200px; z-index: 999; background: white'
        document.querySelector('main')?.append(added)
      },
      [style, around] as const,
    )
    return (await axeFindings(page)).filter((found) => found.startsWith('color-contrast'))
  }
  const cover = 'position: absolute; inset: 0; background: white'
  expect(await withText('color: #333', '')).toEqual([])
  expect(await withText('color: #333', '')).toEqual([])
  expect(await withText('color: #ccc', cover)).toEqual([])
  expect(await withText('color: #ccc', '')).toHaveLength(1)
  expect(await withText('color: #ccc', '')).toHaveLength(1)
  expect(await withText('color: #333', '')).toEqual([])
  expect(await withText('color: #333; opacity: 0.3', '')).toHaveLength(1)
})
