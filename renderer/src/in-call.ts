// Entry of the page that is loaded anew in a call, as after a crash: the far end is waiting for the audio, and reading and drawing the screens
// would keep the page from it. It may import no more than that needs; then it goes on with the entry of every start.
import { startPageAudio } from './start-page-audio.ts'
import { followMain } from './state/projection.ts'

/** ms that the audio comes before the screen, at the most. */
const AUDIO_FIRST = 300

const { dialdesk } = window

try {
  await followMain(dialdesk)
  await startPageAudio(dialdesk).sending(AUDIO_FIRST)
} finally {
  // named by the page's HTML (scripts/early-files.ts): a build that sees this import cuts all its files anew
  const next = document.querySelector<HTMLLinkElement>('link[data-next]')
  if (next) await import(/* @vite-ignore */ next.href)
}
