// What the window shows before its scripts have run: the first screens, drawn by the build (scripts/first-frames.ts).

import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { emptyState } from '../../../shared/contract/empty-state.ts'
import type { AppState } from '../../../shared/contract/ipc.ts'
import { notManaged } from '../../../shared/domain/desktop.ts'
import { noRecordings } from '../../../shared/domain/empty.ts'
import { defaultSettings } from '../../../shared/domain/settings.ts'
import { storageReady } from '../../../shared/domain/storage-state.ts'
import { type Language, startLanguages } from '../i18n/index.ts'
import { projection } from '../state/projection.ts'
import { provider } from '../ui/theme.ts'
import { App } from './app.tsx'
import { signIn } from './parts.ts'

export type FirstScreen = { readonly start: 'shell' | 'sign-in'; readonly language: Language; readonly mac: boolean }

/** One of the first screens as HTML, for somebody of whom nothing is known yet. */
export async function drawFirstScreen({ start, language, mac }: FirstScreen): Promise<string> {
  projection.setState({ state: stateAt(start, mac) })
  await Promise.all([signIn.load(), startLanguages(language, 'Dialdesk', mac)])
  return renderToStaticMarkup(
    <MantineProvider {...provider}>
      <App />
    </MantineProvider>,
  )
}

const signedIn: AppState['account']['session'] = {
  state: 'signed-in',
  accountId: '',
  providerAddress: '',
  userName: '',
  kept: true,
  accounts: [],
  clockOffset: null,
  apiError: null,
}

function stateAt(start: FirstScreen['start'], mac: boolean): AppState {
  return {
    ...emptyState,
    environment: {
      platform: mac ? 'darwin' : 'linux',
      appVersion: '',
      parts: '',
      systemLanguages: [],
      systemRegion: '',
      phone: 'starting',
      managed: notManaged,
    },
    settings: { ...defaultSettings, setUp: true },
    account: {
      session: start === 'shell' ? signedIn : { state: 'signed-out', reason: null },
      remembered: [],
      keychain: 'ready',
      balance: { amount: null, asOf: null, refreshing: false, error: null },
    },
    recordings: { ...noRecordings, disabled: false },
    storage: storageReady,
  }
}
