import de from '../../renderer/src/i18n/de.json' with { type: 'json' }
import en from '../../renderer/src/i18n/en.json' with { type: 'json' }

type Language = 'en' | 'de'
type Spoken = { readonly language: Language; readonly locale: 'en-US' | 'de-DE'; readonly t: typeof en }

const both: Readonly<Record<Language, Spoken>> = {
  en: { language: 'en', locale: 'en-US', t: en },
  de: { language: 'de', locale: 'de-DE', t: de },
}

/**
 * What a file of tests whose rules are the same in every language goes through: both of them in `test:long`, in `npm test` the one
 * named, which is English for some files and German for others.
 */
export const languagesOf = (short: Language): readonly Spoken[] =>
  process.env['DIALDESK_TEST_LONG'] ? [both[short], both[short === 'en' ? 'de' : 'en']] : [both[short]]
