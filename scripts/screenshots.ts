// `npm run screenshots`: pictures of every state of every screen in both themes and languages into test-output/screens, and those of
// the user guide with its text into docs/guide, of the page as it is built for it. `-- phone call` takes the states whose names
// begin so, `-- guide` only the guide.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { launchBrowser } from '../tests/gallery/browser.ts'
import { openBuiltPage } from '../tests/gallery/built-page.ts'
import { chapters, type GuideLanguage, guide, pictureOf, showChapter, wordsOf } from '../tests/gallery/guide.ts'
import { buildGallery, openGallery } from '../tests/gallery/open.ts'
import { states } from '../tests/gallery/states.ts'

const wanted = process.argv.slice(2)
mkdirSync('test-output/screens', { recursive: true })
mkdirSync('docs/guide/images', { recursive: true })
const ofGuide = !wanted.length || wanted.includes('guide')
const ids = ['components', ...states.map((s) => s.id)].filter((id) => !wanted.length || wanted.some((w) => id.startsWith(w)))

let count = 0
const browser = await launchBrowser()
if (ids.length) {
  await buildGallery()
  const gallery = await openGallery(browser)
  const page = await gallery.newPage({ reducedMotion: 'reduce' })
  for (const id of ids)
    for (const theme of ['light', 'dark'] as const)
      for (const language of ['en', 'de'] as const) {
        await gallery.show(page, id, { theme, language })
        await page.screenshot({ path: `test-output/screens/${id}-${language}-${theme}.png` })
        count += 1
      }
  await gallery.close()
}

if (ofGuide) {
  if (spawnSync('node_modules/.bin/electron-vite', ['build', '--logLevel', 'warn'], { stdio: 'inherit' }).status !== 0) process.exit(1)
  const built = await openBuiltPage(browser, { scrollBars: false })
  const words: Record<string, string> = {}
  for (const language of ['en', 'de'] satisfies GuideLanguage[]) {
    for (const chapter of chapters) {
      const page = await showChapter(built, chapter, language)
      await page.screenshot({ path: `docs/guide/${pictureOf(chapter, language)}`, caret: 'hide' })
      words[pictureOf(chapter, language)] = await wordsOf(page)
    }
    writeFileSync(`docs/guide/${language}.md`, guide(language))
  }
  writeFileSync('docs/guide/images/words.json', `${JSON.stringify(words, null, 2)}\n`)
  await built.close()
}
await browser.close()
console.log(`${count} pictures in test-output/screens${ofGuide ? ', the guide in docs/guide' : ''}`)
