import type { AppState } from '../../../shared/contract/ipc.ts'
import { defaultSettings } from '../../../shared/domain/settings.ts'

/**
 * Which of the drawn screens shows what this start is about to show; null where it would differ from it: a call, the first steps, a sign-in form with
 * accounts to choose from, or what an administrator or the user has set for the parts that are drawn.
 */
export function drawnScreen({ account, calls, environment, settings }: AppState, language: 'en' | 'de'): string | null {
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
