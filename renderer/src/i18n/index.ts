import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }

export type Language = 'en' | 'de'

/** @param app the name the app goes by: ours, or the reseller's */
export async function startLanguages(language: Language, app: string): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, de: { translation: de } },
    interpolation: { escapeValue: false, prefix: '{', suffix: '}', defaultVariables: { app } },
    returnNull: false,
  })
  document.documentElement.lang = language
}

/** Shows all texts in this language, from the next render on. */
export function changeLanguage(language: Language): void {
  if (i18next.language !== language) void i18next.changeLanguage(language)
  document.documentElement.lang = language
}
