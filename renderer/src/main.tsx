import '@fontsource-variable/inter/opsz.css'
import '@mantine/core/styles.css'
import './ui/tokens.css'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { chooseLanguage } from '../../shared/language.ts'
import { App } from './app/app.tsx'
import { setAudio } from './app/audio-context.ts'
import { type AudioState, startAudio } from './audio/start-audio.ts'
import { startLanguages } from './i18n/index.ts'
import { followMain, useAppStore } from './state/app-store.ts'
import { theme } from './ui/theme.ts'

const { dialdesk } = window
await followMain(dialdesk)

// the audio's view of the state: the same object as long as neither settings nor calls changed
let audioState: AudioState = readAudioState()
function readAudioState(): AudioState {
  const state = useAppStore.getState().state
  if (!state) throw new Error('there is no state yet')
  return { settings: state.settings.audio, calls: state.calls }
}
setAudio(
  startAudio(
    dialdesk,
    () => audioState,
    (run) =>
      useAppStore.subscribe(() => {
        const next = readAudioState()
        if (next.settings === audioState.settings && next.calls === audioState.calls) return
        audioState = next
        run()
      }),
  ),
)

const state = useAppStore.getState().state
await startLanguages(chooseLanguage(state?.settings.language ?? 'system', state?.environment.systemLanguages ?? []))
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <App />
    </MantineProvider>,
  )
}
