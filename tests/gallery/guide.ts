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
      'Make and take calls on the lines of your prepaid account, and see what a call costs before you dial. This guide describes {app} screen by screen. You find the same texts in the app under the question mark.',
    start: 'First steps',
    startText:
      'Sign in with the user name and password of your account. With "Stay signed in", the password is saved in your system\'s keychain. The first steps then show your lines, let you test your microphone and speaker, and set up links and notifications. You can skip each step and change everything later in the settings.',
  },
  de: {
    title: '{app}: Anleitung',
    intro:
      'Mit {app} telefonieren Sie über die Leitungen Ihres Prepaid-Kontos und sehen vor dem Wählen, was ein Anruf kostet. Diese Anleitung beschreibt jede Ansicht. Dieselben Texte finden Sie in der App unter dem Fragezeichen.',
    start: 'Erste Schritte',
    startText:
      'Melden Sie sich mit Benutzername und Passwort Ihres Kontos an. Mit „Angemeldet bleiben“ wird das Passwort im Schlüsselbund Ihres Systems gespeichert. Danach zeigen die ersten Schritte Ihre Leitungen; Sie testen Mikrofon und Lautsprecher und richten Links und Benachrichtigungen ein. Jeder Schritt lässt sich überspringen und später in den Einstellungen nachholen.',
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
