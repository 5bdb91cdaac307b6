import type { CallView } from '../../../shared/call.ts'
import type { IpcClient } from '../../../shared/ipc.ts'
import type { AudioSettings } from '../../../shared/settings.ts'
import { MediaAgent } from './media-agent.ts'
import { type SoundName, TonePlayer } from './tones.ts'

export type AudioState = { readonly settings: AudioSettings; readonly calls: readonly CallView[] }
export type Audio = { readonly agent: MediaAgent; readonly keyTone: (tone: string) => void }

/** Connects the page's sound to the app: legs for the phone process, ringer and tones by the state of the calls. */
export function startAudio({ media }: Pick<IpcClient, 'media'>, state: () => AudioState, subscribe: (run: () => void) => void): Audio {
  const agent = new MediaAgent(() => state().settings)
  const ringer = new TonePlayer(state().settings.ringer)
  const speaker = new TonePlayer(state().settings.speaker)
  media.request(({ id, request }) => void agent.handle(request).then((reply) => media.reply({ id, reply })))
  media.reset(() => agent.reset())
  void media.ready()

  let before = state()
  const update = (): void => {
    const now = state()
    if (now === before) return
    const { settings } = now
    if (settings.speaker !== before.settings.speaker) {
      void agent.applySpeaker()
      void speaker.setDevice(settings.speaker)
    }
    if (settings.ringer !== before.settings.ringer) void ringer.setDevice(settings.ringer)
    const voice = (a: AudioSettings) => [a.microphone, a.echoCancellation, a.noiseSuppression, a.gainControl].join()
    if (voice(settings) !== voice(before.settings)) void agent.applyMicrophone()
    if (now.calls !== before.calls) playFor(now.calls, before.calls, ringer, speaker)
    before = now
  }
  subscribe(update)
  playFor(before.calls, [], ringer, speaker)
  navigator.mediaDevices.addEventListener('devicechange', () => void agent.applySpeaker())
  return { agent, keyTone: (tone) => speaker.key(tone) }
}

function playFor(calls: readonly CallView[], before: readonly CallView[], ringer: TonePlayer, speaker: TonePlayer): void {
  if (calls.some((c) => c.direction === 'incoming' && c.state === 'ringing' && !c.silenced)) ringer.play('ringtone')
  else ringer.stop()
  const ended = calls.find((c) => c.state === 'ended' && before.some((b) => b.id === c.id && b.state !== 'ended'))
  const sound = calls.some((c) => c.direction === 'outgoing' && c.state === 'ringing' && !c.earlyMedia) ? 'ringback' : ended ? endSound(ended) : null
  if (sound) speaker.play(sound)
  else if (calls.some((c) => c.state === 'connected' || c.earlyMedia || c.state === 'calling')) speaker.stop()
  else if (!calls.length) speaker.stop()
}

const endSound = ({ end }: CallView): SoundName => (end?.code === 'busy' || end?.code === 'declined' || end?.code === 'unavailable' ? 'busy' : 'tick')
