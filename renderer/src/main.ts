// Entry of the page: the state from main, then the screen that it asks for, then what can wait.
import '@fontsource-variable/inter/opsz.css'
import './ui/main-window.css'
import { preload, preloadLater, render } from './app/root.tsx'
import { followMain, useAppStore } from './state/app-store.ts'

/** ms that what is not needed for the first screen waits for an idle moment, at the most. */
const LATEST = 500

/** ms that the audio of a call that is up comes before the screen, at the most: drawing it keeps the page from all else. */
const AUDIO_FIRST = 300

const { dialdesk } = window
const loadAudio = () => import('./start-page-audio.ts')
const startAudio = async () => (await loadAudio()).startPageAudio(dialdesk)

preload()
// fetched beside the state, after a reload in a call
if ('inCall' in document.documentElement.dataset) loadAudio().catch(() => {})
await followMain(dialdesk)
// after a reload in a call the far end is waiting for the audio; else it waits for the screen
const inCall = useAppStore.getState().state?.calls.some(({ state }) => state !== 'ended') ?? false
if (inCall) await (await startAudio()).sending(AUDIO_FIRST)
await render()
requestIdleCallback(
  () => {
    void dialdesk.app.drawn()
    if (!inCall) void startAudio()
    preloadLater()
  },
  { timeout: LATEST },
)
