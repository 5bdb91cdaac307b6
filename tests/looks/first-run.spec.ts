import { expect, type Page, test } from '@playwright/test'
import { openGallery } from '../gallery/open.ts'
import { axeFindings } from '../support/axe.ts'
import { byKeyboard } from '../support/by-keyboard.ts'
import { cutTexts } from '../support/page-faults.ts'

/** Presses Tab until the button has the focus, then Enter. */
const press = (page: Page, name: string): Promise<void> => byKeyboard(() => page, 30).press(page.getByRole('button', { name, exact: true }))

for (const { theme, language, titles, skip, country, typed, dialled } of [
  {
    theme: 'light',
    language: 'en',
    titles: ['Your lines', 'Where you call from', 'Say something', 'Hear yourself', 'The icon in the tray', 'At your desk'],
    skip: 'Skip',
    country: 'Same as the system (Germany)',
    typed: 'You type',
    dialled: 'Dialdesk dials',
  },
  {
    theme: 'dark',
    language: 'de',
    titles: ['Ihre Leitungen', 'Von wo Sie anrufen', 'Sagen Sie etwas', 'Hören Sie sich selbst', 'Das Symbol im Infobereich', 'Am Arbeitsplatz'],
    skip: 'Überspringen',
    country: 'Wie das System (Deutschland)',
    typed: 'Sie tippen',
    dialled: 'Dialdesk wählt',
  },
] as const)
  test(`the first steps, each skipped by keyboard; country, test call and tray say what they are for, ${language}`, async ({ browser }) => {
    const gallery = await openGallery(browser)
    try {
      const page = await gallery.newPage({ reducedMotion: 'reduce' })
      await gallery.show(page, 'first-run-country', { theme, language })
      for (const [i, title] of titles.entries()) {
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
        await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
        expect(await axeFindings(page), title).toEqual([])
        expect(await page.evaluate(cutTexts), title).toEqual([])
        if (i === 1) {
          await expect(page.getByRole('combobox')).toHaveValue(country)
          // a number as people of that country write it, and what it becomes
          await expect(page.locator('dt')).toHaveText([typed, dialled])
          await expect(page.locator('dd')).toHaveText(['01512 3456789', '+49 1512 3456789'])
        }
        if (i === 3) {
          const call = page.getByRole('button', { name: /^(Make test call|Testanruf starten)$/ })
          // nothing to call: the provider's interface names no echo number
          await expect(call).toBeDisabled()
          await page.getByRole('textbox').fill('10000')
          await expect(call).toBeEnabled()
        }
        if (i === 4) {
          const pictures = page.locator('main li img:visible')
          await expect(pictures).toHaveCount(7)
          const drawn = await pictures.evaluateAll((all) =>
            all.map((img) => [(img as HTMLImageElement).naturalWidth > 0, (img as HTMLImageElement).src]),
          )
          expect(drawn.every(([there]) => there)).toBe(true)
          expect(new Set(drawn.map(([, src]) => src)).size).toBe(7)
        }
        await page.screenshot({ path: `test-output/screens/first-${i}-${language}-${theme}.png` })
        if (i < titles.length - 1) await press(page, skip)
      }
    } finally {
      await gallery.close()
    }
  })
