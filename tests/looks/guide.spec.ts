import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { chapters, guide, pictureOf, wordsOf } from '../gallery/guide.ts'
import { openGallery } from '../gallery/open.ts'

for (const language of ['en', 'de'] as const) {
  test(`the user guide says what the app says, ${language}`, () => {
    expect(readFileSync(`docs/guide/${language}.md`, 'utf8')).toBe(guide(language))
    for (const { screen } of chapters) expect(existsSync(`docs/guide/${pictureOf(screen, language)}`)).toBe(true)
  })
}

test('the guide’s pictures have not aged: each screen still says what it said when it was taken (npm run screenshots takes them anew)', async () => {
  const then: Record<string, string> = JSON.parse(readFileSync('docs/guide/images/words.json', 'utf8'))
  const gallery = await openGallery()
  try {
    const page = await gallery.newPage({ reducedMotion: 'reduce' })
    for (const language of ['en', 'de'] as const)
      for (const { screen, state } of chapters) {
        await gallery.show(page, state, { theme: 'light', language })
        await expect.poll(() => wordsOf(page)).toBe(then[pictureOf(screen, language)])
      }
  } finally {
    await gallery.close()
  }
})
