import type { AppState } from '../../../shared/contract/ipc.ts'
import { defaultSettings } from '../../../shared/domain/settings.ts'
import type { FirstFrame } from './first-frame.ts'

/** What the main window shows first in this state. */
export const frameOf = (state: AppState, language: FirstFrame['language'], dark: boolean): FirstFrame => ({
  language,
  dark,
  // an account is open, or being opened
  start: state.account.session.state === 'signed-out' ? 'sign-in' : 'shell',
  inCall: state.calls.some((call) => call.state !== 'ended'),
  drawn: drawnScreen(state, language),
})

/**
 * Which of the drawn screens shows what this start is about to show; null where it would differ from it: a call, the first steps, a sign-in form with
 * accounts to choose from, or what an administrator or the user has set for the parts that are drawn.
 */
export function drawnScreen({ account, calls, environment, settings }: AppState, language: FirstFrame['language']): string | null {
  const { brand, disabled, providerAddress } = environment.managed
  const { session, remembered } = account
  if (brand !== null || disabled.length || calls.some(({ state }) => state !== 'ended')) return null
  const signedIn = session.state !== 'signed-out'
  const { providerAddress: address, language: chosen, theme } = defaultSettings
  const asDrawn = signedIn
    ? settings.setUp
    : session.reason === null &&
      !remembered.length &&
      providerAddress === null &&
      settings.providerAddress === address &&
      settings.language === chosen &&
      settings.theme === theme
  return asDrawn ? `${signedIn ? 'shell' : 'sign-in'}-${language}${environment.platform === 'darwin' ? '-mac' : ''}` : null
}
