// Entry of the page: the state from main, then the screen that it asks for, then what can wait.
import '@fontsource-variable/inter/opsz.css'
import './ui/main-window.css'
import { preload, preloadLater, render } from './app/root.tsx'
import { followMain, useAppStore } from './state/app-store.ts'

/** ms that what is not needed for the first screen waits for an idle moment, at the most. */
const LATEST = 500

const { dialdesk } = window
const startAudio = async (): Promise<void> => (await import('./start-page-audio.ts')).startPageAudio(dialdesk)

preload()
await followMain(dialdesk)
// after a reload in a call the far end is waiting for the audio; else it waits for the screen
const inCall = useAppStore.getState().state?.calls.some(({ state }) => state !== 'ended') ?? false
if (inCall) await startAudio()
await render()
// docs/performance.md: what the launch is measured by
performance.mark('first-screen')
requestIdleCallback(
  () => {
    void dialdesk.app.drawn()
    if (!inCall) void startAudio()
    preloadLater()
  },
  { timeout: LATEST },
)
