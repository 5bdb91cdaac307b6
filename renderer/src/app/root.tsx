import { MantineProvider } from '@mantine/core'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { AppState } from '../../../shared/contract/ipc.ts'
import { chooseLanguage } from '../../../shared/domain/language.ts'
import { dialogBox } from '../components/dialog.tsx'
import { menuModule } from '../components/menu-button.tsx'
import { readTexts, startLanguages } from '../i18n/index.ts'
import { accountOpened } from '../state/opening.ts'
import { projection } from '../state/projection.ts'
import { accentStyle } from '../ui/accent.ts'
import { provider } from '../ui/theme.ts'
import { App } from './app.tsx'
import { keepEarlyInput } from './early-input.ts'
import { callScreen, dialogs, firstRun, signIn } from './parts.ts'

/** Begins to load what main expects the first screen to be (windows/first-frame.ts), beside the state that says what it is. */
export function preload(): void {
  const { lang, dataset } = document.documentElement
  void readTexts(lang === 'de' ? 'de' : 'en')
  if (dataset['start'] === 'sign-in') void signIn.load()
}

/** Loads what may come over the first screen at any time: a call, a question. Until then it is asked for when it is needed. */
export function preloadLater(): void {
  for (const part of [menuModule, callScreen, dialogBox, dialogs]) part.load().catch(() => {})
}

/** What the first screen is made of, besides this file. */
async function firstParts({ account, settings, calls }: AppState): Promise<void> {
  if (account.session.state === 'opening') return
  if (account.session.state !== 'signed-in') await signIn.load()
  else if (calls.some(({ state }) => state !== 'ended')) await callScreen.load()
  else if (!settings.setUp) await firstRun.load()
}

/** Renders the screens; the projection must be loaded. Resolves to a function that unmounts them. */
export async function render(): Promise<() => void> {
  const root = document.getElementById('root')
  // the outline is drawn while the account is being opened; a drawn screen stays
  if (root?.querySelector('.first-frame')) await accountOpened()
  const { state } = projection.getState()
  if (!state || !root) throw new Error('nothing to draw')
  const { brand } = state.environment.managed
  const language = chooseLanguage(state.settings.language, state.environment.systemLanguages)
  await Promise.all([firstParts(state), startLanguages(language, brand?.name ?? 'Dialdesk', state.environment.platform === 'darwin')])
  const accent = brand?.accent ? accentStyle(brand.accent) : null
  if (accent) document.head.append(accent)
  const screens = createRoot(root)
  // docs/performance.md: what the launch is measured by
  performance.mark('first-screen')
  // in one task, so that each key is either in the drawn screen's field or in this one's
  const restore = keepEarlyInput(root)
  flushSync(() =>
    screens.render(
      <MantineProvider {...provider}>
        <App />
      </MantineProvider>,
    ),
  )
  restore()
  return () => {
    screens.unmount()
    accent?.remove()
  }
}
