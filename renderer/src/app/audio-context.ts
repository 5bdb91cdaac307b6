import type { Audio } from '../audio/start-audio.ts'

let audio: Audio | null = null
export const setAudio = (started: Audio): void => {
  audio = started
}
/** The running audio; a key tone before it runs is simply not heard. */
export const getAudio = (): Audio | null => audio
