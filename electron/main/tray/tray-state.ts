import type { AppState } from '../../../shared/contract/ipc.ts'

/** States of the tray's icon, least important first; each has a picture in resources/tray. */
export const trayStates = ['signed-out', 'connecting', 'registered', 'missed', 'do-not-disturb', 'in-call', 'ringing'] as const
export type TrayState = (typeof trayStates)[number]

/** The state that the icon shows: a call first, then what the user chose, then what is missed. */
export function trayStateOf(state: Pick<AppState, 'account' | 'lines' | 'calls' | 'recentCalls' | 'settings'>): TrayState {
  if (state.calls.some((c) => c.state === 'ringing' && c.direction === 'incoming')) return 'ringing'
  if (state.calls.some((c) => c.state !== 'ended')) return 'in-call'
  if (state.account.session.state !== 'signed-in') return 'signed-out'
  if (state.settings.calls.doNotDisturb) return 'do-not-disturb'
  if (state.recentCalls.unseenMissed > 0) return 'missed'
  const lines = state.lines.lines.filter(({ enabled }) => enabled)
  if (!lines.length) return 'signed-out'
  return lines.some(({ registration }) => registration.state === 'registered') ? 'registered' : 'connecting'
}

/** File name of the picture in resources/tray, without folder: a template that macOS colours itself, else for a light or dark bar. */
export function trayPicture(state: TrayState, platform: NodeJS.Platform, dark: boolean): string {
  if (platform === 'darwin') return `${state}Template.png`
  // Linux scales one picture; Windows finds the one for its density beside it
  return `${state}-${dark ? 'dark' : 'light'}${platform === 'linux' ? '@2x' : ''}.png`
}

/** GNOME's bar is dark in both its themes. */
export const barIsDark = (platform: NodeJS.Platform, desktop: string | undefined, systemDark: boolean): boolean =>
  systemDark || (platform === 'linux' && /gnome|unity/i.test(desktop ?? ''))
