import type { SettingsSection } from '../state/navigation.ts'

/** Every setting by the key of its label, with its section: what both searches look through. A test checks that each label exists on a page. */
export const settingsIndex: readonly { readonly section: SettingsSection; readonly label: string }[] = [
  ...(['account.signOut', 'account.forget', 'sign.remembered', 'sent.title'] as const).map((label) => ({ section: 'account' as const, label })),
  ...(
    [
      'lines.title',
      'lines.name',
      'lines.enabled',
      'lines.passwordHand',
      'lines.webSocket',
      'prefs.ringtone',
      'prefs.autoAnswer',
      'prefs.srtp',
      'prefs.codecs',
      'prefs.tones',
      'prefs.record',
      'prefs.voicemail',
    ] as const
  ).map((label) => ({ section: 'lines' as const, label })),
  ...(
    [
      'audio.microphone',
      'audio.microphoneGain',
      'audio.speaker',
      'audio.speakerVolume',
      'audio.ringer',
      'audio.ringerVolume',
      'audio.echo',
      'audio.noise',
      'audio.gain',
      'audio.echoTitle',
      'audio.headset',
    ] as const
  ).map((label) => ({ section: 'audio' as const, label })),
  ...(
    [
      'callset.waiting',
      'dnd.title',
      'quiet.title',
      'forward.title',
      'rec.title',
      'rec.consentSwitch',
      'rec.announce',
      'rec.chooseFolder',
      'hook.title',
    ] as const
  ).map((label) => ({
    section: 'calls' as const,
    label,
  })),
  ...(['settings.blocked', 'blocked.anonymous', 'blocked.answer'] as const).map((label) => ({ section: 'blocked' as const, label })),
  ...(
    [
      'budget.label',
      'guard.atOnce',
      'guard.askAbove',
      'guard.askWithoutRate',
      'guard.premiumLabel',
      'guard.destinations',
      'guard.usedUp',
      'guard.warnMinutes',
      'guard.warnCost',
      'guard.hangUp',
    ] as const
  ).map((label) => ({ section: 'costs' as const, label })),
  ...(['reseller.realm', 'nav.cards', 'nav.callshop'] as const).map((label) => ({ section: 'reseller' as const, label })),
  ...(
    [
      'desk.withSystem',
      'desk.minimised',
      'desk.closeToTray',
      'desk.notifications',
      'desk.private',
      'desk.limit',
      'desk.links',
      'desk.withoutAsking',
      'desk.singleKeys',
      'desk.globalKeys',
      'desk.updates',
      'desk.channel',
    ] as const
  ).map((label) => ({ section: 'desktop' as const, label })),
  ...(['data.keep', 'data.export', 'data.delete'] as const).map((label) => ({ section: 'data' as const, label })),
  ...(['language.label', 'theme.label', 'region.label', 'provider.zone', 'provider.api', 'zoom.label'] as const).map((label) => ({
    section: 'general' as const,
    label,
  })),
  ...(['about.title', 'about.licences', 'first.again'] as const).map((label) => ({ section: 'about' as const, label })),
]

/** Settings whose label contains every word of the text. */
export function findSettings(
  text: string,
  word: (label: string) => string,
  locale: string,
): readonly { readonly section: SettingsSection; readonly label: string }[] {
  const words = text.toLocaleLowerCase(locale).split(/\s+/).filter(Boolean)
  return words.length ? settingsIndex.filter(({ label }) => words.every((w) => word(label).toLocaleLowerCase(locale).includes(w))) : []
}
