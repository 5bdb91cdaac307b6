import { type Page, test } from '@playwright/test'
import { type BuiltPage, openBuiltPage } from '../gallery/built-page.ts'
import { type Chapter, chapters, type GuideLanguage, showChapter } from '../gallery/guide.ts'
import { drawn } from '../support/drawn.ts'
import { beyondTheWindow, brokenNumbers, cutTexts, spilled, underTheWindowButtons } from '../support/page-faults.ts'
import { expect } from '../support/test.ts'

// Every screen of the built page with a working day's data, at the widths of the design and in a window of 1120 by 720 at each zoom: at three of the
// nine, in turns, and at all of them in `test:long`.
const sizes: readonly (readonly [name: string, width: number, height: number])[] = [
  ['90 %', 1244, 800],
  ['1120', 1120, 720],
  ['960', 960, 640],
  ['125 %', 896, 576],
  ['800', 800, 600],
  ['150 %', 747, 480],
  ['200 %', 560, 360],
  ['420', 420, 640],
  ['360', 360, 560],
]
let built: BuiltPage
test.beforeAll(async ({ browser }) => {
  built = await openBuiltPage(browser)
})
test.afterAll(() => built.close())

/** @param at these of the sizes */
async function atSizes(
  at: typeof sizes,
  chapter: Chapter,
  language: GuideLanguage,
  more: (page: Page, width: number) => Promise<readonly string[]>,
): Promise<string[]> {
  const page = await showChapter(built, chapter, language)
  const found: string[] = []
  for (const [name, width, height] of at) {
    await page.setViewportSize({ width, height })
    await drawn(page)
    for (const measure of [beyondTheWindow, cutTexts, brokenNumbers, spilled, underTheWindowButtons])
      found.push(...(await page.evaluate(measure)).map((fault) => `${name}: ${measure.name} ${fault}`))
    found.push(...(await more(page, width)).map((fault) => `${name}: ${fault}`))
  }
  return found
}

/** The title stands in the middle of a head of 52 px at every width, whatever stands beside it. */
async function titleOffItsLine(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const title = [...document.querySelectorAll<HTMLElement>('main h1')].find((h1) => h1.getClientRects().length > 0)
    const screen = document.querySelector('main')?.getBoundingClientRect().top ?? 0
    const range = document.createRange()
    if (title) range.selectNodeContents(title)
    const { top, height } = range.getBoundingClientRect()
    const middle = top + height / 2 - screen
    return Math.abs(middle - 27) > 1 || height > 24 ? [`title "${title?.textContent}" at ${middle}, ${height} high`] : []
  })
}

for (const [i, chapter] of chapters.entries()) {
  const at = process.env['DIALDESK_TEST_LONG'] ? sizes : sizes.filter((_, k) => k % 3 === i % 3)
  test(`${chapter}: whole at ${at.length} of ${sizes.length} widths and zooms, in German`, async () => {
    // a call's title is the party's name
    expect(await atSizes(at, chapter, 'de', chapter === 'call' ? async () => [] : titleOffItsLine)).toEqual([])
  })
}

test('the header shows the shortcut of the search in both languages where there is room for its words', async () => {
  for (const language of ['en', 'de'] as const) {
    const page = await showChapter(built, 'topup', language)
    expect(await page.locator('header.head kbd').isVisible(), language).toBe(true)
    const words = page.locator('header.head span').filter({ hasText: language === 'de' ? 'Suchen' : 'Search' })
    expect((await words.boundingBox())?.height, language).toBe(14)
  }
})

test('a field to search in is never too short for its hint', async () => {
  for (const chapter of ['calls', 'contacts', 'cards'] as const) {
    const page = await showChapter(built, chapter, 'de')
    for (const [name, width, height] of sizes) {
      await page.setViewportSize({ width, height })
      const widths = await page
        .locator('main .row > .grow input:visible')
        .evaluateAll((all) => all.map((input) => Math.floor(input.getBoundingClientRect().width)))
      expect([chapter, name, widths.filter((one) => one < 180)]).toEqual([chapter, name, []])
    }
  }
})

test('the controls of a call stand in two rows at most at every width', async () => {
  const page = await showChapter(built, 'call', 'de')
  for (const [name, width, height] of sizes) {
    await page.setViewportSize({ width, height })
    const tops = await page.locator('.control').evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)))
    expect([name, tops.length, new Set(tops).size <= 2]).toEqual([name, 5, true])
  }
})

test('calls: a missed call says so in words at every width and zoom', async () => {
  const page = await showChapter(built, 'calls', 'de')
  await page.getByRole('button', { name: 'Schließen' }).click()
  const words = page.locator('.history-row.missed').first().getByText('Verpasst', { exact: true }).filter({ visible: true })
  for (const [name, width, height] of sizes) {
    await page.setViewportSize({ width, height })
    await expect(words, name).toHaveCount(1)
  }
})
