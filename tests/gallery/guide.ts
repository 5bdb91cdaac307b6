// The user guide: what to do on each screen, in the app's own words for what it shows, with pictures of the built page.
import type { Page } from '@playwright/test'
import de from '../../renderer/src/i18n/de.json' with { type: 'json' }
import en from '../../renderer/src/i18n/en.json' with { type: 'json' }
import { drawn } from '../support/drawn.ts'
import type { BuiltPage } from './built-page.ts'
import { guideCall, guideData } from './guide-data.ts'
import { guideText } from './guide-text.ts'
import { screens } from './screens.ts'

const texts = { en, de }
export type GuideLanguage = keyof typeof texts

/** Screens in the guide's order. */
export const chapters = ['phone', 'call', ...screens, 'settings'] as const
export type Chapter = (typeof chapters)[number]
const dotStates = ['registered', 'in-call', 'ringing', 'connecting', 'unreachable', 'refused', 'off'] as const

export const pictureOf = (chapter: Chapter, language: GuideLanguage): string => `images/${chapter}-${language}.png`

/** The guide as Markdown. */
export function guide(language: GuideLanguage): string {
  const t = texts[language]
  const own = guideText[language]
  const word = {
    registered: t.line.registered,
    'in-call': t.line.inCall,
    ringing: t.call.remoteRinging,
    connecting: t.line.connecting,
    unreachable: t.line.unreachable,
    refused: t.line.refused,
    off: t.line.off,
  }
  const title = (chapter: Chapter): string => (chapter === 'call' ? t.help.inCall : t.nav[chapter])
  const body = ({ steps, note }: { readonly steps: readonly string[]; readonly note?: string }): string[] => [
    steps.map((step, i) => `${i + 1}. ${named(step, t)}`).join('\n'),
    ...(note ? [named(note, t)] : []),
  ]
  return [
    `# ${own.title}`,
    own.intro,
    `## ${own.start.title}`,
    ...body(own.start),
    ...chapters.flatMap((chapter) => [`## ${title(chapter)}`, ...body(own[chapter]), `![${title(chapter)}](${pictureOf(chapter, language)})`]),
    `## ${t.help.states}`,
    dotStates.map((state) => `- **${word[state]}**: ${t.help.line[state].replaceAll('{app}', 'Dialdesk')}`).join('\n'),
    '',
  ].join('\n\n')
}

/** Puts the app's texts in place of their keys. */
function named(sentence: string, words: object): string {
  return sentence.replace(/\{([\w.]+)\}/g, (_, key: string) => {
    const found = key.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], words)
    if (typeof found !== 'string') throw new Error(`the app has no text ${key}`)
    return `**${found}**`
  })
}

/** The built page as the chapter's picture shows it: opened and filled in as a user would. */
export async function showChapter(built: BuiltPage, chapter: Chapter, language: GuideLanguage): Promise<Page> {
  const t = texts[language]
  const { state, answers, message } = guideData(language)
  const page = await built.open(chapter === 'call' ? { ...state, calls: guideCall(language) } : state, answers)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  if (chapter !== 'phone' && chapter !== 'call')
    await page
      .getByRole('navigation', { name: t.nav.main })
      .getByRole('button', { name: new RegExp(`^${t.nav[chapter]}\\b`) })
      .click()
  if (chapter === 'phone') {
    await page.getByLabel(t.dial.placeholder).fill('+442079460018')
    await page.locator('.price b').first().waitFor()
    // spoken once the typing has stopped, and among the words
    await page.getByRole('status').filter({ hasText: t.dial.perMinute }).waitFor({ state: 'attached' })
  }
  if (chapter === 'call') await page.locator('.call-facts .price b').first().waitFor()
  // the sums come after the rows
  if (chapter === 'calls') await page.locator('.spend').waitFor()
  if (chapter === 'calls') await page.locator('.history-row').nth(1).getByRole('button').first().click()
  if (chapter === 'costs') await page.locator('figcaption').waitFor()
  if (chapter === 'contacts') {
    await page.locator('.contact-row').first().click()
    await page.locator('.detail-pane .price b').first().waitFor()
  }
  if (chapter === 'rates') {
    await page.getByLabel(t.rates.label).fill('+44 20 7946 0018\n030 23125110\n0171 3920042\n+33 1 99 00 12 34\n+1 202 555 0147')
    await button(t.rates.button_other.replace('{count}', '5')).click()
    await page.locator('tbody tr').nth(4).waitFor()
  }
  if (chapter === 'callback') {
    await page.getByLabel(t.callback.to).fill('+44 20 7946 0958')
    await page.locator('.leg .price b').nth(1).waitFor()
  }
  if (chapter === 'sms') {
    await page.getByLabel(t.sms.to).fill('0171 3920042')
    await page.getByLabel(t.sms.text).fill(message)
  }
  if (chapter === 'diagnostics') {
    await button(t.diag.check).click()
    await button(t.diag.again).and(page.locator(':enabled')).waitFor()
    // how long the page's own check took, which no fixed clock decides
    await page
      .locator('.diag-step')
      .filter({ hasText: t.diag.title.loopback })
      .locator('.num')
      .evaluate((ms) => {
        ms.textContent = (ms.textContent ?? '').replace(/\d+/, '9')
      })
  }
  await page.waitForFunction(() => document.querySelector('h1') !== null && document.querySelector('section[aria-busy=true]') === null)
  await page.mouse.move(0, 0)
  await page.evaluate(() => document.fonts.ready)
  await drawn(page)
  return page
}

/** The text in a picture: when it changes, the picture is out of date. */
export const wordsOf = async (page: Page): Promise<string> => (await page.evaluate(() => document.body.innerText)).replace(/\s+/g, ' ').trim()
