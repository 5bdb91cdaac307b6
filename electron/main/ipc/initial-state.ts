import { app } from 'electron'
import { emptyState } from '../../../shared/contract/empty-state.ts'
import type { AppState } from '../../../shared/contract/ipc.ts'
import { noRecordings } from '../../../shared/domain/empty.ts'
import { storageReady } from '../../../shared/domain/storage-state.ts'
import type { Environment } from '../environment.ts'
import { accountToOpen } from '../storage/settings-store.ts'

/** What the page sees before an account is open and the phone process runs. */
export function initialState({ settings, managed, systemLanguages, systemRegion, recordingDisabled }: Environment): AppState {
  return {
    ...emptyState,
    environment: {
      platform: process.platform as 'linux',
      appVersion: app.getVersion(),
      parts: parts(),
      systemLanguages,
      systemRegion,
      phone: 'starting',
      managed,
    },
    settings: settings.get('settings'),
    account: {
      session: accountToOpen(settings) ? { state: 'opening' } : { state: 'signed-out', reason: null },
      remembered: settings.get('remembered'),
      keychain: 'ready',
      balance: { amount: null, asOf: null, refreshing: false, error: null },
    },
    recordings: { ...noRecordings, disabled: recordingDisabled() },
    storage: { ...storageReady, settings: settings.state(), settingsDamage: settings.setAside },
  }
}

/** "Electron 45.4.1, Chromium 152.0.1, Node 24.18.0" */
const parts = (): string => {
  const { electron, chrome, node } = process.versions
  return `Electron ${electron}, Chromium ${chrome}, Node ${node}`
}
