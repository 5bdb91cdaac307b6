import type { AudioSettings } from '../../../shared/domain/settings.ts'

type Voice = Pick<AudioSettings, 'microphone' | 'echoCancellation' | 'noiseSuppression' | 'gainControl'>

/** The microphone to try, as a call would open it; the system's where the chosen one is gone. */
export const voiceConstraints = ({ microphone, echoCancellation, noiseSuppression, gainControl }: Voice): MediaTrackConstraints => ({
  ...(microphone === 'default' ? {} : { deviceId: { ideal: microphone } }),
  echoCancellation,
  noiseSuppression,
  autoGainControl: gainControl,
})

/** Releases a stream's devices. */
export function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
