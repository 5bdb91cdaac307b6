// Entry of the page: the state from main, then the screen that it asks for, then what can wait.
import '@fontsource-variable/inter/opsz.css'
import './ui/main-window.css'
import { preload, preloadLater, render } from './app/root.tsx'
import { getAudio } from './audio/running-audio.ts'
import { followMain, projection } from './state/projection.ts'

/** ms that what is not needed for the first screen waits for an idle moment, at the most. */
const LATEST = 500

const { dialdesk } = window

preload()
// in-call.ts has begun with both
if (!projection.getState().state) await followMain(dialdesk)
await render()
requestIdleCallback(
  () => {
    void dialdesk.app.drawn()
    if (!getAudio()) void import('./start-page-audio.ts').then(({ startPageAudio }) => startPageAudio(dialdesk))
    preloadLater()
  },
  { timeout: LATEST },
)
