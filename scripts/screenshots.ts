// `npm run screenshots`: pictures of every state of every screen in both themes and languages into test-output/screens, and those of
// the user guide with its text into docs/guide. `-- phone call` takes the states whose names begin so, `-- guide` the guide.
import { mkdirSync, writeFileSync } from 'node:fs'
import { chapters, type GuideLanguage, guide, pictureOf, wordsOf } from '../tests/gallery/guide.ts'
import { buildGallery, openGallery } from '../tests/gallery/open.ts'
import { states } from '../tests/gallery/states.ts'

const wanted = process.argv.slice(2)
await buildGallery()
const gallery = await openGallery()
const page = await gallery.newPage({ reducedMotion: 'reduce' })
mkdirSync('test-output/screens', { recursive: true })
mkdirSync('docs/guide/images', { recursive: true })

let count = 0
for (const id of ['components', ...states.map((s) => s.id)]) {
  if (wanted.length && !wanted.some((w) => id.startsWith(w))) continue
  for (const theme of ['light', 'dark'] as const)
    for (const language of ['en', 'de'] as const) {
      await gallery.show(page, id, { theme, language })
      await page.screenshot({ path: `test-output/screens/${id}-${language}-${theme}.png` })
      count += 1
    }
}

if (!wanted.length || wanted.includes('guide')) {
  const words: Record<string, string> = {}
  for (const language of ['en', 'de'] satisfies GuideLanguage[]) {
    for (const { screen, state } of chapters) {
      await gallery.show(page, state, { theme: 'light', language })
      // the price is requested a moment after the number was typed
      if (screen === 'phone') await page.locator('.price b').first().waitFor()
      await page.screenshot({ path: `docs/guide/${pictureOf(screen, language)}` })
      words[pictureOf(screen, language)] = await wordsOf(page)
    }
    writeFileSync(`docs/guide/${language}.md`, guide(language))
  }
  writeFileSync('docs/guide/images/words.json', `${JSON.stringify(words, null, 2)}\n`)
}
await gallery.close()
console.log(`${count} pictures in test-output/screens${wanted.length && !wanted.includes('guide') ? '' : ', the guide in docs/guide'}`)
