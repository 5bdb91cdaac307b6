import type { IpcClient } from '../../shared/contract/ipc.ts'
import { setAudio } from './audio/running-audio.ts'
import { type AudioState, startAudio } from './audio/start-audio.ts'
import { whenSending } from './audio/when-sending.ts'
import { projection } from './state/projection.ts'

/**
 * Starts the audio of this page, which follows the app's state. The projection must be loaded.
 *
 * @returns what waits until the far end hears somebody again, ms at the most
 */
export function startPageAudio(dialdesk: IpcClient): { readonly sending: (limit: number) => Promise<void> } {
  // the audio's view of the state: the same object as long as neither settings nor calls changed
  let audioState = readAudioState()
  const audio = startAudio(
    dialdesk,
    () => audioState,
    (run) =>
      projection.subscribe(() => {
        const next = readAudioState()
        if (next.settings === audioState.settings && next.calls === audioState.calls && next.announce === audioState.announce) return
        audioState = next
        run()
      }),
  )
  setAudio(audio)
  return { sending: (limit) => whenSending(audio.agent, () => audioState.calls, limit) }
}

function readAudioState(): AudioState {
  const state = projection.getState().state
  if (!state) throw new Error('there is no state yet')
  return {
    settings: state.settings.audio,
    calls: state.calls,
    announce: state.settings.recording.announce,
    ringtoneOf: (lineId) => state.lines.lines.find((l) => l.id === lineId)?.preferences.ringtone ?? 'classic',
  }
}
