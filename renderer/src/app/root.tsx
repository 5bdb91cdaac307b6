import '@fontsource-variable/inter/opsz.css'
import '@mantine/core/styles.css'
import '../ui/tokens.css'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { chooseLanguage } from '../../../shared/language.ts'
import { startLanguages } from '../i18n/index.ts'
import { useAppStore } from '../state/app-store.ts'
import { accentStyle } from '../ui/accent.ts'
import { theme } from '../ui/theme.ts'
import { App } from './app.tsx'

/** Draws the screens over the projection, which is there already. */
export async function render(): Promise<void> {
  const { state } = useAppStore.getState()
  const root = document.getElementById('root')
  if (!state || !root) throw new Error('nothing to draw')
  const { brand } = state.environment.managed
  await startLanguages(chooseLanguage(state.settings.language, state.environment.systemLanguages), brand?.name ?? 'Dialdesk')
  if (brand?.accent) document.head.append(accentStyle(brand.accent))
  createRoot(root).render(
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <App />
    </MantineProvider>,
  )
}
