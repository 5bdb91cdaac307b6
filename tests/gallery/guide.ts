// The user guide: made of the app's own help texts and of pictures of its own screens, so that both stay current.
import type { Page } from '@playwright/test'
import de from '../../renderer/src/i18n/de.json' with { type: 'json' }
import en from '../../renderer/src/i18n/en.json' with { type: 'json' }

const texts = { en, de }
export type GuideLanguage = keyof typeof texts

/** Texts of the guide that the app does not have. */
const own = {
  en: {
    title: '{app}: user guide',
    intro:
      '{app} makes and takes calls on the lines of your prepaid account, and shows what they cost before you dial. This guide goes through it screen by screen; the same texts are in the app behind the question mark.',
    start: 'First steps',
    startText:
      'Sign in with user name and password of your account. With "Stay signed in" the password is kept in the keychain of your system. The first steps then show your lines, let you try microphone and speaker, and ask how the app is to behave on your desktop. All of it can be skipped and found again in the settings.',
  },
  de: {
    title: '{app}: Anleitung',
    intro:
      '{app} führt Gespräche über die Leitungen Ihres Prepaid-Kontos und zeigt vor dem Wählen, was sie kosten. Diese Anleitung geht Ansicht für Ansicht vor; dieselben Texte stehen in der App hinter dem Fragezeichen.',
    start: 'Erste Schritte',
    startText:
      'Melden Sie sich mit Benutzername und Passwort Ihres Kontos an. Mit "Angemeldet bleiben" liegt das Passwort im Schlüsselbund Ihres Systems. Die ersten Schritte zeigen dann Ihre Leitungen, lassen Sie Mikrofon und Lautsprecher prüfen und fragen, wie sich die App auf Ihrem Desktop verhalten soll. Alles lässt sich überspringen und in den Einstellungen wiederfinden.',
  },
} as const

/** Screens in the guide's order, with the state of the gallery that shows each. */
export const chapters = [
  { screen: 'phone', state: 'phone-number' },
  { screen: 'call', state: 'call-two' },
  { screen: 'calls', state: 'calls' },
  { screen: 'contacts', state: 'contacts' },
  { screen: 'rates', state: 'rates-earlier' },
  { screen: 'callback', state: 'callback' },
  { screen: 'topup', state: 'topup-earlier' },
  { screen: 'sms', state: 'sms' },
  { screen: 'access', state: 'access' },
  { screen: 'cards', state: 'cards' },
  { screen: 'callshop', state: 'callshop' },
  { screen: 'diagnostics', state: 'diagnostics' },
  { screen: 'settings', state: 'settings-lines' },
] as const
const dotStates = ['registered', 'in-call', 'ringing', 'connecting', 'unreachable', 'refused', 'off'] as const

export const pictureOf = (screen: string, language: GuideLanguage): string => `images/${screen}-${language}.png`

/** The guide as Markdown. */
export function guide(language: GuideLanguage): string {
  const t = texts[language]
  const say = (text: string): string => text.replaceAll('{app}', 'Dialdesk')
  const word = {
    registered: t.line.registered,
    'in-call': t.line.inCall,
    ringing: t.call.remoteRinging,
    connecting: t.line.connecting,
    unreachable: t.line.unreachable,
    refused: t.line.refused,
    off: t.line.off,
  }
  const title = (screen: (typeof chapters)[number]['screen']): string => (screen === 'call' ? t.help.inCall : t.nav[screen])
  return [
    `# ${say(own[language].title)}`,
    say(own[language].intro),
    `## ${own[language].start}`,
    say(own[language].startText),
    ...chapters.flatMap(({ screen }) => [`## ${title(screen)}`, say(t.help.text[screen]), `![${title(screen)}](${pictureOf(screen, language)})`]),
    `## ${t.help.states}`,
    dotStates.map((state) => `- **${word[state]}**: ${t.help.line[state]}`).join('\n'),
    '',
  ].join('\n\n')
}

/** The text in a picture: when it changes, the picture is out of date. The gallery's clock is fixed. */
export const wordsOf = async (page: Page): Promise<string> => (await page.evaluate(() => document.body.innerText)).replace(/\s+/g, ' ').trim()
