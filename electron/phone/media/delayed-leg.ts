import type { CallAudio } from './call-audio.ts'

/** ms. Calls that are over sooner cost the page nothing; people take longer to answer, and by then the leg is up. */
const RINGS_FOR = 300

/**
 * Audio whose leg to the page is built after a short delay, or as soon as the microphone is needed: many calls that ring and
 * vanish would keep the page busy with peer connections.
 */
export function withDelayedLeg(audio: CallAudio): CallAudio {
  let timer: NodeJS.Timeout | undefined
  let wanted = false
  let immediate = false
  const attach = (): void => {
    clearTimeout(timer)
    if (wanted) audio.attach()
    wanted = false
  }
  return {
    ...audio,
    attach() {
      wanted = true
      if (immediate) attach()
      else timer = setTimeout(attach, RINGS_FOR)
    },
    setMicrophone(mode) {
      audio.setMicrophone(mode)
      immediate ||= mode !== 'off'
      if (immediate) attach()
    },
    close() {
      wanted = false
      clearTimeout(timer)
      audio.close()
    },
  }
}
