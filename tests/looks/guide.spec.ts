import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { type BuiltPage, openBuiltPage } from '../gallery/built-page.ts'
import { chapters, guide, pictureOf, showChapter, wordsOf } from '../gallery/guide.ts'
import { pictureDifference } from '../gallery/picture.ts'
import { languagesOf } from '../support/languages.ts'

/** The share of blocks that may differ: a caret, a rounding of a pixel. */
const SAME = 0.0012
const pictureFile = (chapter: (typeof chapters)[number], language: 'en' | 'de'): Buffer => readFileSync(`docs/guide/${pictureOf(chapter, language)}`)

let built: BuiltPage
test.beforeAll(async ({ browser }) => {
  built = await openBuiltPage(browser, { scrollBars: false })
})
test.afterAll(() => built.close())

for (const language of ['en', 'de'] as const)
  test(`the user guide says what to do in the words of the app, in numbered steps, ${language}`, () => {
    const text = readFileSync(`docs/guide/${language}.md`, 'utf8')
    expect(text).toBe(guide(language))
    const parts = text.split(/^## /m).slice(1, -1)
    expect(parts).toHaveLength(chapters.length + 1)
    expect(parts.filter((part) => !/^1\. .+\n2\. .+\n3\. /m.test(part)).map((part) => part.split('\n', 1)[0])).toEqual([])
  })

for (const { language } of languagesOf('en'))
  test(`the guide’s pictures are up to date: the built page has the same texts in the same places (npm run screenshots -- guide takes them anew), ${language}`, async () => {
    const then: Record<string, string> = JSON.parse(readFileSync('docs/guide/images/words.json', 'utf8'))
    const aged: string[] = []
    for (const chapter of chapters) {
      const page = await showChapter(built, chapter, language)
      const words = await wordsOf(page)
      if (words !== then[pictureOf(chapter, language)]) aged.push(`${chapter}: the words are others now: ${words}`)
      const difference = await pictureDifference(page, await page.screenshot({ caret: 'hide' }), pictureFile(chapter, language))
      if (difference > SAME) aged.push(`${chapter}: ${(difference * 100).toFixed(2)} % of the picture is not the screen`)
    }
    expect(aged).toEqual([])
  })

test('a picture is compared with the screen by what is where, not by how glyphs are drawn', async () => {
  const page = await showChapter(built, 'calls', 'en')
  const now = await page.screenshot({ caret: 'hide' })
  expect(await pictureDifference(page, now, now)).toBe(0)
  const drawnLike = async (css: string): Promise<number> => {
    const style = await page.addStyleTag({ content: css })
    const difference = await pictureDifference(page, await page.screenshot({ caret: 'hide' }), now)
    await style.evaluate((element) => (element as Element).remove())
    return difference
  }
  // glyphs at fractions of a pixel, softer, lighter
  expect(await drawnLike('body { text-rendering: geometricPrecision }')).toBeLessThan(SAME)
  expect(await drawnLike('#root { filter: blur(0.5px) }')).toBeLessThan(SAME)
  expect(await drawnLike('body { opacity: 0.97 }')).toBeLessThan(SAME)
  // a row less, a head that moved, a button of another colour, none
  expect(await drawnLike('.history-row[aria-posinset="3"] { display: none }')).toBeGreaterThan(SAME)
  expect(await drawnLike('.pane-head { padding-top: 24px }')).toBeGreaterThan(SAME)
  expect(await drawnLike('.head .button { background: black }')).toBeGreaterThan(SAME)
  expect(await drawnLike('.pane-head .button { display: none }')).toBeGreaterThan(SAME)
  expect(await pictureDifference(page, now, pictureFile('contacts', 'en'))).toBeGreaterThan(SAME)
})
