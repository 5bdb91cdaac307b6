import { expect, test } from '@playwright/test'
import { contrast, type Rgb } from '../../renderer/src/ui/accent.ts'
import { openGallery } from '../gallery/open.ts'

// axe measures texts; WCAG 2.2, 1.4.11 wants 3:1 of a control's shape as well
test('a switch can be seen against its background, on and off, in both themes', async ({ browser }) => {
  const gallery = await openGallery(browser)
  try {
    const page = await gallery.newPage({ reducedMotion: 'reduce' })
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
  } finally {
    await gallery.close()
  }
})
