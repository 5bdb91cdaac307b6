// Entry of the page. Audio starts before the screens: after a reload in a call the far end is waiting for it.
import { setAudio } from './audio/running-audio.ts'
import { type AudioState, startAudio } from './audio/start-audio.ts'
import { followMain, useAppStore } from './state/app-store.ts'

const { dialdesk } = window
await followMain(dialdesk)

// the audio's view of the state: the same object as long as neither settings nor calls changed
let audioState: AudioState = readAudioState()
function readAudioState(): AudioState {
  const state = useAppStore.getState().state
  if (!state) throw new Error('there is no state yet')
  return {
    settings: state.settings.audio,
    calls: state.calls,
    announce: state.settings.recording.announce,
    ringtoneOf: (lineId) => state.lines.lines.find((l) => l.id === lineId)?.preferences.ringtone ?? 'classic',
  }
}
setAudio(
  startAudio(
    dialdesk,
    () => audioState,
    (run) =>
      useAppStore.subscribe(() => {
        const next = readAudioState()
        if (next.settings === audioState.settings && next.calls === audioState.calls && next.announce === audioState.announce) return
        audioState = next
        run()
      }),
  ),
)

const { render } = await import('./app/root.tsx')
await render()
