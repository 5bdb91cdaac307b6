const en = {
  open: 'Open Dialdesk',
  view: 'View',
  quit: 'Quit',
  refresh: 'Read the balance again',
  balance: 'Balance {amount}, {time}',
  signedOut: 'Signed out',
  registered: 'Registered',
  connecting: 'Connecting',
  refused: 'Sign-in refused',
  unreachable: 'Not reachable',
  off: 'Switched off',
  quitTitle: 'Quit during a call?',
  quitStay: 'Stay',
  quitEnd: 'End call and quit',
  manyActs: '{count} times in the last hour: {kind}. Send one more?',
  manyActsNo: 'Do not send',
  manyActsYes: 'Send one more',
  act: { topup: 'top-up', callback: 'web callback', card: 'new calling card', sms: 'SMS' },
}
export type DesktopStrings = typeof en
const de: DesktopStrings = {
  open: 'Dialdesk öffnen',
  view: 'Darstellung',
  quit: 'Beenden',
  refresh: 'Guthaben neu abfragen',
  balance: 'Guthaben {amount}, {time}',
  signedOut: 'Abgemeldet',
  registered: 'Angemeldet',
  connecting: 'Verbindet',
  refused: 'Anmeldung abgelehnt',
  unreachable: 'Nicht erreichbar',
  off: 'Ausgeschaltet',
  quitTitle: 'Im Gespräch beenden?',
  quitStay: 'Bleiben',
  quitEnd: 'Auflegen und beenden',
  manyActs: '{count}-mal in der letzten Stunde: {kind}. Noch einmal senden?',
  manyActsNo: 'Nicht senden',
  manyActsYes: 'Noch einmal senden',
  act: { topup: 'Aufladung', callback: 'Web-Rückruf', card: 'neue Telefonkarte', sms: 'SMS' },
}

/** Texts of what the system draws: tray, menus, native dialogs. The page has its own. */
export const desktopStrings = (language: 'en' | 'de'): DesktopStrings => (language === 'de' ? de : en)
