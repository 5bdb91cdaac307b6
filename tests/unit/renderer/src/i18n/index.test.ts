import i18next from 'i18next'
import { beforeEach, expect, it, vi } from 'vitest'
import de from '../../../../../renderer/src/i18n/de.json' with { type: 'json' }
import en from '../../../../../renderer/src/i18n/en.json' with { type: 'json' }
import { changeLanguage, startLanguages } from '../../../../../renderer/src/i18n/index.ts'

beforeEach(() => void vi.stubGlobal('document', { documentElement: {} }))

/** Every text under its dotted key. */
const flat = (texts: object, at = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' ? [[at + key, text] as [string, string]] : flat(text as object, `${at}${key}.`),
  )

it('macOS has a menu bar, not a tray, in every text that its user can see', async () => {
  // what a desktop without a tray is told, and names of settings kept in files
  const elsewhere = /^(mac\.|desk\.noTray$)/
  for (const [language, texts, word] of [
    ['en', en, /\btray\b/i],
    ['de', de, /infobereich/i],
  ] as const) {
    await startLanguages(language, 'Dialdesk', true)
    expect(
      flat(texts).flatMap(([key]) => (!elsewhere.test(key) && word.test(i18next.t(key, { lng: language })) ? [`${language} ${key}`] : [])),
    ).toEqual([])
  }
  await startLanguages('en', 'Dialdesk')
  expect(i18next.t('first.tray')).toBe('Tray')
})

it('the texts for macOS replace texts that exist', () => {
  for (const texts of [en, de]) {
    const known = new Set(flat(texts).map(([key]) => key))
    expect(flat(texts.mac).flatMap(([key]) => (known.has(key) ? [] : [key]))).toEqual([])
  }
})

it('reads a language when it is chosen, with what macOS calls otherwise', async () => {
  await startLanguages('en', 'Dialdesk', true)
  expect(i18next.hasResourceBundle('de', 'translation')).toBe(false)
  await changeLanguage('de')
  expect([i18next.t('nav.calls'), document.documentElement.lang]).toEqual([de.nav.calls, 'de'])
  const [[key, text] = ['', '']] = flat(de.mac)
  expect(i18next.t(key)).toBe(text.replaceAll('{app}', 'Dialdesk'))
})

it('shows the language that was chosen last', async () => {
  await startLanguages('en', 'Dialdesk')
  await Promise.all([changeLanguage('de'), changeLanguage('en')])
  expect([i18next.language, document.documentElement.lang]).toEqual(['en', 'en'])
})
