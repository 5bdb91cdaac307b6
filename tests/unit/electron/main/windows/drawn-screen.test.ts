import { expect, it } from 'vitest'
import { drawnScreen } from '../../../../../electron/main/windows/drawn-screen.ts'
import type { AppState } from '../../../../../shared/contract/ipc.ts'
import { defaultSettings } from '../../../../../shared/domain/settings.ts'
import { callOf, stateOf } from '../../../../support/state.ts'

const base = stateOf({})
const signedOut: AppState = {
  ...base,
  settings: { ...defaultSettings, setUp: true },
  account: { ...base.account, remembered: [], session: { state: 'signed-out', reason: null } },
}
const remembered = { id: '0123456789abcdef', providerAddress: 'https://provider.example', userName: 'anna', staySignedIn: true, lastUsed: 0 }
const brand = { name: 'Example Telecom', accent: null }

it('is drawn for a start of which it shows nothing that is not so', () => {
  const drawn = (part: Partial<AppState> = {}, language: 'en' | 'de' = 'en') => drawnScreen({ ...signedOut, ...part }, language)
  const { environment, account, settings } = signedOut
  expect(drawn()).toBe('sign-in-en')
  expect(drawn({ environment: { ...environment, platform: 'darwin' } }, 'de')).toBe('sign-in-de-mac')
  // accounts to choose from, a reason, settings that the form shows
  expect(drawn({ account: { ...account, remembered: [remembered] } })).toBeNull()
  expect(
    drawn({ account: { ...account, session: { state: 'signed-out', reason: { code: 'keychain-locked', message: '', retryable: true } } } }),
  ).toBeNull()
  expect(drawn({ settings: { ...settings, providerAddress: 'https://provider.example' } })).toBeNull()
  expect(drawn({ settings: { ...settings, theme: 'dark' } })).toBeNull()
  expect(drawn({ settings: { ...settings, language: 'de' } }, 'de')).toBeNull()
  // what an administrator has set
  for (const managed of [{ brand }, { disabled: ['sms' as const] }, { providerAddress: 'https://provider.example' }])
    expect(drawn({ environment: { ...environment, managed: { ...environment.managed, ...managed } } })).toBeNull()

  const opening = { account: { ...account, remembered: [remembered], session: { state: 'opening' as const } } }
  expect(drawn({ ...opening, settings: { ...settings, theme: 'dark', language: 'de' } }, 'de')).toBe('shell-de')
  // the first steps come first; a call that is up after a reload has a screen of its own
  expect(drawn({ ...opening, settings: { ...settings, setUp: false } })).toBeNull()
  expect(drawn({ ...opening, calls: [callOf({ state: 'connected' })] })).toBeNull()
  expect(drawn({ ...opening, calls: [callOf({ state: 'ended' })] })).toBe('shell-en')
})
