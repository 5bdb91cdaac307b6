import type { CallView } from '../../../shared/domain/call.ts'
import type { CallAudio } from '../media/call-audio.ts'

/** Sets microphone and loudspeaker from a call's view; an incoming call that is not answered yet has neither. */
export function applyAudioPolicy(audio: CallAudio, { direction, state, muted, remoteMuted, hold, focus }: CallView): void {
  if (state !== 'connected' && direction === 'incoming') return
  audio.setMicrophone(muted || hold.local || !focus ? 'mute' : 'live')
  audio.listen(focus && !remoteMuted)
}
