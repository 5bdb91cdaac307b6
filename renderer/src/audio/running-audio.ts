import type { Audio } from './start-audio.ts'

let audio: Audio | null = null
export const setAudio = (started: Audio): void => {
  audio = started
}
/** The page's audio, or null before it has started. */
export const getAudio = (): Audio | null => audio
