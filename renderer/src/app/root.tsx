import '@fontsource-variable/inter/opsz.css'
import '../ui/main-window.css'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { chooseLanguage } from '../../../shared/domain/language.ts'
import { startLanguages } from '../i18n/index.ts'
import { useAppStore } from '../state/app-store.ts'
import { accentStyle } from '../ui/accent.ts'
import { cssVariables, theme } from '../ui/theme.ts'
import { App } from './app.tsx'

/** Renders the screens; the projection must be loaded. Resolves to a function that unmounts them. */
export async function render(): Promise<() => void> {
  const { state } = useAppStore.getState()
  const root = document.getElementById('root')
  if (!state || !root) throw new Error('nothing to draw')
  const { brand } = state.environment.managed
  await startLanguages(
    chooseLanguage(state.settings.language, state.environment.systemLanguages),
    brand?.name ?? 'Dialdesk',
    state.environment.platform === 'darwin',
  )
  const accent = brand?.accent ? accentStyle(brand.accent) : null
  if (accent) document.head.append(accent)
  const screens = createRoot(root)
  screens.render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <App />
    </MantineProvider>,
  )
  return () => {
    screens.unmount()
    accent?.remove()
  }
}
