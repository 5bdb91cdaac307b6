import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }

export type Language = 'en' | 'de'

/**
 * @param app the name the app goes by: ours, or the reseller's
 * @param mac whether the system is macOS, which has a menu bar in place of a tray
 */
export async function startLanguages(language: Language, app: string, mac = false): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    // copies: what macOS calls otherwise is put over them
    resources: structuredClone({ en: { translation: en }, de: { translation: de } }),
    interpolation: { escapeValue: false, prefix: '{', suffix: '}', defaultVariables: { app } },
    returnNull: false,
  })
  if (mac) for (const [name, { mac: texts }] of Object.entries({ en, de })) i18next.addResourceBundle(name, 'translation', texts, true, true)
  document.documentElement.lang = language
}

/** Shows all texts in this language, from the next render on. */
export function changeLanguage(language: Language): void {
  if (i18next.language !== language) void i18next.changeLanguage(language)
  document.documentElement.lang = language
}
