import { expect, type Page, test } from '@playwright/test'
import { type Gallery, type Look, USUAL_WINDOW } from '../gallery/open.ts'
import { states } from '../gallery/states.ts'
import { axeFindings } from '../support/axe.ts'
import { basicFaults, beyondTheWindow, cutTexts, offTheColumn, squeezedIcons, untranslated } from '../support/page-faults.ts'
import { withGallery } from './with-gallery.ts'

// Every state of every screen. Each is looked at in one of the four looks and at one of five sizes here, in turns, and in all of them in `test:long`.
const long = Boolean(process.env['DIALDESK_TEST_LONG'])
const looks: readonly Look[] = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'de' },
  { theme: 'dark', language: 'en' },
  { theme: 'light', language: 'de' },
]
const ids = ['components', ...states.map(({ id }) => id)]
/** Tests that share the states out: every ninth one to each, so that each has most screens, and each screen has all four looks. */
const PARTS = 9
const parts = Array.from({ length: PARTS }, (_, part) => ({ part, ids: ids.filter((_, i) => i % PARTS === part) }))
const sizes = [
  USUAL_WINDOW,
  { width: 800, height: 720 },
  { width: 420, height: 720 },
  { width: 360, height: 560 },
  // 200 % of the usual window
  { width: 560, height: 360 },
]
/** Another one of the sizes for the next state. */
const sizesOf = (i: number): typeof sizes => (long ? sizes : sizes.filter((_, k) => k === i % sizes.length))
let gallery: Gallery
let page: Page

test.describe.configure({ mode: 'parallel' })

withGallery('each', (opened) => {
  ;({ gallery, page } = opened)
})

for (const { part, ids: some } of parts)
  test(`axe finds nothing, no basic fault, nothing off its column, ${long ? 'in both themes and languages' : 'in one of the four looks'}; in a language a third longer nothing is cut off, squeezed or wider than the window, ${long ? 'at all widths and at 200 %' : 'at one of four widths or 200 %'}, and no text is without its brackets: part ${part + 1} of ${PARTS}, ${some.length} states`, async () => {
    test.setTimeout(long ? 600_000 : 300_000)
    const found: string[] = []
    for (const look of long ? looks : [looks[part % looks.length] as Look])
      for (const [i, id] of some.entries()) {
        await page.setViewportSize(USUAL_WINDOW)
        await gallery.show(page, id, look)
        for (const fault of [basicFaults, offTheColumn]) found.push(...(await page.evaluate(fault)).map((what) => `${id} ${look.language}: ${what}`))
        found.push(...(await axeFindings(page)).map((what) => `${id} ${look.theme} ${look.language}: ${what}`))
        await gallery.putInBrackets(page)
        found.push(...(await page.evaluate(untranslated)).map((what) => `${id}: not translated ${what}`))
        for (const size of sizesOf(part + i)) {
          await page.setViewportSize(size)
          for (const fault of [beyondTheWindow, cutTexts, squeezedIcons])
            found.push(...(await page.evaluate(fault)).map((what) => `${id} ${size.width}: ${fault.name} ${what}`))
        }
      }
    expect(found).toEqual([])
  })

test('forced colours keep every status dot’s shape and every control’s edge; with reduced motion nothing moves', async () => {
  const plain = await gallery.newPage({ forcedColors: 'active', reducedMotion: 'reduce' })
  await gallery.show(plain, 'components', looks[0] as Look)
  const dotStates = await plain.locator('svg.status-dot').evaluateAll((all) => all.map((svg) => [getComputedStyle(svg).color, svg.innerHTML]))
  expect(new Set(dotStates.map(([, shape]) => shape)).size).toBe(dotStates.length)
  const bare = await plain
    .locator('button.button:not(:disabled)')
    .evaluateAll((all) =>
      all.filter((b) => getComputedStyle(b).borderTopWidth === '0px' || getComputedStyle(b).borderTopStyle === 'none').map((b) => b.className),
    )
  expect(bare).toEqual([])
  await gallery.show(plain, 'phone-incoming', looks[0] as Look)
  const moving = await plain.evaluate(() =>
    document
      .getAnimations()
      .filter((a) => a.playState === 'running')
      .map((a) => (a as CSSAnimation).animationName),
  )
  expect(moving).toEqual([])
  await plain.context().close()
})
