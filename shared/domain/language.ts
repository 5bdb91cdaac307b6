import type { Settings } from './settings.ts'

/** The language to speak: the user's choice, else the first system language that we have, else English. */
export function chooseLanguage(setting: Settings['language'], systemLanguages: readonly string[]): 'en' | 'de' {
  if (setting !== 'system') return setting
  for (const language of systemLanguages) {
    if (/^de\b/i.test(language)) return 'de'
    if (/^en\b/i.test(language)) return 'en'
  }
  return 'en'
}

/** The country of numbers without a country code: the user's choice, else the system's region, else Germany (the provider's). */
export function chooseRegion(setting: Settings['region'], systemRegion: string | null): string {
  return setting !== 'system' ? setting : (systemRegion ?? 'DE')
}

/** Region of a system locale such as `de-AT` or `zh-Hans-CN`, or null. */
export function regionOf(locale: string): string | null {
  return /[-_]([A-Z]{2})(?:[.@-]|$)/.exec(locale)?.[1] ?? null
}
