import { expect, type Page, test } from '@playwright/test'
import type { Gallery } from '../gallery/open.ts'
import { withGallery } from './with-gallery.ts'

let gallery: Gallery
let page: Page
withGallery('one', (opened) => {
  ;({ gallery, page } = opened)
})

type Bar = {
  readonly of: string
  readonly width: number
  readonly colour: string
  readonly wanted: string
  readonly hasRows: boolean
  /** px for the content: as it is, and where there is nothing to scroll. */
  readonly room: number
  readonly roomOfNothing: number
}

/** What can be scrolled up and down, and the bar beside it. */
const bars = (): Promise<Bar[]> =>
  page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'))
    probe.style.color = 'var(--border-control)'
    const wanted = getComputedStyle(probe).color
    probe.remove()
    return [...document.querySelectorAll<HTMLElement>('*')].flatMap((e) => {
      const { overflowY, scrollbarColor, borderLeftWidth, borderRightWidth } = getComputedStyle(e)
      const scrolls = overflowY === 'auto' || overflowY === 'scroll'
      if (!scrolls || e.scrollHeight <= e.clientHeight + 1 || e.clientHeight === 0) return []
      const width = e.offsetWidth - e.clientWidth - Number.parseFloat(borderLeftWidth) - Number.parseFloat(borderRightWidth)
      const hasRows = e.querySelector('li, tr') !== null
      const room = e.clientWidth
      for (const child of e.children) (child as HTMLElement).style.display = 'none'
      const roomOfNothing = e.clientWidth
      for (const child of e.children) (child as HTMLElement).style.display = ''
      const of = `${e.tagName.toLowerCase()}.${e.className}`
      return [{ of, width, colour: scrollbarColor, wanted: `${wanted} rgba(0, 0, 0, 0)`, hasRows, room, roomOfNothing }]
    })
  })

// WCAG leaves scroll bars to the browser; ours are narrow and have no ground of their own, so that a list is seen and not its bar
for (const theme of ['light', 'dark'] as const)
  test(`what scrolls has a narrow bar without a ground, ${theme}`, async () => {
    await page.setViewportSize({ width: 960, height: 480 })
    for (const state of ['calls', 'rates', 'settings-audio', 'contacts']) {
      await gallery.show(page, state, { theme, language: 'en' })
      const found = await bars()
      expect(found, state).not.toEqual([])
      for (const { of, width, colour, wanted } of found) {
        expect.soft(width, `${state}: ${of}`).toBeGreaterThan(0)
        expect.soft(width, `${state}: ${of}`).toBeLessThanOrEqual(11)
        expect.soft(colour, `${state}: ${of}`).toBe(wanted)
      }
    }
  })

// Where the bar takes its place only when it is needed, Chromium lays out everything that scrolls three times, with each letter of a search field too
test('rows are as wide with the scroll bar as without it', async () => {
  await page.setViewportSize({ width: 960, height: 400 })
  for (const state of ['phone', 'calls', 'contacts']) {
    await gallery.show(page, state, { theme: 'light', language: 'en' })
    const found = (await bars()).filter(({ hasRows }) => hasRows)
    expect(found, state).not.toEqual([])
    for (const { of, room, roomOfNothing } of found) expect.soft(room, `${state}: ${of}`).toBe(roomOfNothing)
  }
})
