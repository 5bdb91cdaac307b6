import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export type Language = 'en' | 'de'
type Texts = Record<string, unknown>

/** One language at a time: the other one is not read before it is chosen. */
const files: Record<Language, () => Promise<{ readonly default: Texts }>> = {
  en: () => import('./en.json', { with: { type: 'json' } }),
  de: () => import('./de.json', { with: { type: 'json' } }),
}

let onMac = false
let wanted: Language = 'en'

/** Reads a language's texts; with those of macOS over them, which has a menu bar in place of a tray. */
export async function readTexts(language: Language): Promise<Texts> {
  const { default: texts } = await files[language]()
  // a copy: the next start may be for another system
  return onMac ? over(texts, texts['mac'] as Texts) : texts
}
const over = (texts: Texts, others: Texts): Texts => ({
  ...texts,
  ...Object.fromEntries(
    Object.entries(others).map(([key, text]) => [key, typeof text === 'string' ? text : over((texts[key] ?? {}) as Texts, text as Texts)]),
  ),
})

/**
 * @param app the name the app goes by: ours, or the reseller's
 * @param mac whether the system is macOS
 */
export async function startLanguages(language: Language, app: string, mac = false): Promise<void> {
  onMac = mac
  wanted = language
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { [language]: { translation: await readTexts(language) } },
    interpolation: { escapeValue: false, prefix: '{', suffix: '}', defaultVariables: { app } },
    returnNull: false,
  })
}

/** Shows all texts in this language, as soon as they are read. The language that was chosen last wins. */
export async function changeLanguage(language: Language): Promise<void> {
  wanted = language
  if (!i18next.hasResourceBundle(language, 'translation')) i18next.addResourceBundle(language, 'translation', await readTexts(language))
  if (wanted !== language) return
  if (i18next.language !== language) await i18next.changeLanguage(language)
  // setting it to what it is recalculates the styles of the whole page
  if (document.documentElement.lang !== language) document.documentElement.lang = language
}
