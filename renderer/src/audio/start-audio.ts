import type { IpcClient } from '../../../shared/contract/ipc.ts'
import type { CallView } from '../../../shared/domain/call.ts'
import type { Ringtone } from '../../../shared/domain/line-preferences.ts'
import type { AudioSettings } from '../../../shared/domain/settings.ts'
import { CallRecorder } from './call-recorder.ts'
import { followDevicesForCalls, outputs, pollDevices } from './devices.ts'
import { connectHeadsets } from './headset-connection.ts'
import { MediaAgent } from './media-agent.ts'
import { answerMediaRequests } from './media-requests.ts'
import { type SoundName, TonePlayer } from './tones.ts'

export type AudioState = {
  readonly settings: AudioSettings
  readonly calls: readonly CallView[]
  /** The recording's tone is wanted. */
  readonly announce: boolean
  readonly ringtoneOf: (lineId: string) => Ringtone
}
export type Audio = {
  readonly agent: MediaAgent
  readonly keyTone: (tone: string) => void
  /** The tone of a warning, beside the voices of a call. */
  readonly warn: () => void
  /** A few seconds of a ringtone on the ringer, or of the test tone on the speaker. */
  readonly trySound: (sound: SoundName, on: 'ringer' | 'speaker') => void
  /** Asks for a headset whose buttons are to count; its name, or null. */
  readonly chooseHeadset: () => Promise<string | null>
}

/** ms that a sound is heard when it is tried in the settings. */
const TRY_FOR = 3500
/** ms after the start. */
const LATER = 2000

/** Connects the page's audio to the app: legs for the phone process, ringer and tones by the state of the calls, recorders. */
export function startAudio(
  { media, recordings, calls: callsApi }: Pick<IpcClient, 'media' | 'recordings' | 'calls'>,
  state: () => AudioState,
  subscribe: (run: () => void) => void,
): Audio {
  const agent = new MediaAgent(() => state().settings)
  const ringer = new TonePlayer(state().settings.ringer)
  const speaker = new TonePlayer(state().settings.speaker)
  const recorders = new Map<number, CallRecorder>()
  const headsets = connectHeadsets({ calls: callsApi }, () => state().calls, LATER)
  answerMediaRequests(media, agent)

  const record = (): void => {
    const { calls, announce } = state()
    const wanted = calls.filter((c) => c.recording !== null && c.state === 'connected')
    for (const [id, recorder] of recorders) {
      if (wanted.some((c) => c.recording === id)) continue
      recorders.delete(id)
      void recorder.close()
    }
    for (const { recording, media: callAudio } of wanted) {
      if (recording === null) continue
      const recorder = recorders.get(recording) ?? new CallRecorder((data) => void recordings.write({ id: recording, data }))
      recorders.set(recording, recorder)
      recorder.setSources(agent.sourcesOf(callAudio.legId))
    }
    for (const { media: callAudio, recording } of calls) {
      // not before the way to the far end is up: the first tone is the one that counts
      if (callAudio.legId !== null) void agent.setBeep(callAudio.legId, recording !== null && announce && callAudio.leg === 'up')
    }
  }

  const applyVolumes = ({ ringerVolume, speakerVolume }: AudioSettings): void => {
    ringer.volume = ringerVolume
    speaker.volume = speakerVolume
  }
  let before = state()
  const update = (): void => {
    const now = state()
    if (now === before) return
    const { settings } = now
    if (settings.speaker !== before.settings.speaker || settings.speakerVolume !== before.settings.speakerVolume) {
      void agent.applySpeaker()
      void speaker.setDevice(settings.speaker)
    }
    if (settings.ringer !== before.settings.ringer) void ringer.setDevice(settings.ringer)
    applyVolumes(settings)
    if (settings.microphoneGain !== before.settings.microphoneGain) void agent.applyGain()
    const voice = (a: AudioSettings) => [a.microphone, a.echoCancellation, a.noiseSuppression, a.gainControl].join()
    if (voice(settings) !== voice(before.settings)) void agent.applyMicrophone()
    if (now.calls !== before.calls) {
      followDevicesForCalls(now.calls)
      playFor(now, before.calls, ringer, speaker)
      headsets.callsChanged()
    }
    before = now
    record()
  }
  subscribe(update)
  agent.watch(record)
  applyVolumes(before.settings)
  followDevicesForCalls(before.calls)
  playFor(before, [], ringer, speaker)
  record()

  let devices = ''
  const devicesChanged = (all: readonly MediaDeviceInfo[]): void => {
    const usable = outputs.seen(all.filter((d) => d.kind === 'audiooutput').map((d) => d.deviceId))
    // the system's default is a separate entry, whose group id names the device behind it
    const list = (kind: MediaDeviceKind): string =>
      all
        .filter((d) => d.kind === kind && (kind === 'audioinput' || usable.includes(d.deviceId)))
        .map((d) => `${d.deviceId} ${d.deviceId === 'default' ? d.groupId : ''}`)
        .join()
    const next = `${list('audioinput')}|${list('audiooutput')}`
    if (next === devices) return
    const [inputs] = devices.split('|')
    devices = next
    const { settings } = state()
    void agent.applySpeaker()
    void speaker.setDevice(settings.speaker)
    void ringer.setDevice(settings.ringer)
    // what was preferred may be back, what was used may be gone
    if (inputs !== next.split('|')[0]) void agent.applyMicrophone()
  }
  // nothing needs them before the first call, and asking starts the browser's whole audio stack
  setTimeout(() => pollDevices(devicesChanged), LATER)
  return {
    agent,
    chooseHeadset: headsets.choose,
    keyTone: (tone) => speaker.key(tone),
    warn: () => speaker.pass('warning'),
    trySound(sound, on) {
      const player = on === 'ringer' ? ringer : speaker
      player.play(sound)
      setTimeout(() => player.stop(), TRY_FOR)
    },
  }
}

function playFor({ calls, ringtoneOf }: AudioState, before: readonly CallView[], ringer: TonePlayer, speaker: TonePlayer): void {
  const passing = reconnectionSound(calls, before)
  if (passing) speaker.pass(passing)
  const caller = calls.find((c) => c.direction === 'incoming' && c.state === 'ringing' && !c.silenced)
  const talking = calls.some((c) => c.state === 'connected')
  if (caller && !talking) ringer.play(caller.contact?.ringtone ?? ringtoneOf(caller.lineId))
  else ringer.stop()
  const ended = calls.find((c) => c.state === 'ended' && before.some((b) => b.id === c.id && b.state !== 'ended'))
  const ringsThere = calls.some((c) => c.focus && c.direction === 'outgoing' && c.state === 'ringing' && !c.earlyMedia)
  // one soft tone besides the conversation, no ringer
  const sound = ringsThere ? 'ringback' : caller && talking ? 'waiting' : ended ? endSound(ended) : null
  if (sound) speaker.play(sound)
  else if (calls.some((c) => c.state === 'connected' || c.earlyMedia || c.state === 'calling')) speaker.stop()
  else if (!calls.length) speaker.stop()
}

/** A call lost its connection, or has it back. */
export function reconnectionSound(calls: readonly CallView[], before: readonly CallView[]): 'lost' | 'found' | null {
  for (const { id, state, reconnectingSince } of calls) {
    const was = before.find((b) => b.id === id)
    if (!was || state !== 'connected' || (was.reconnectingSince === null) === (reconnectingSince === null)) continue
    return reconnectingSince === null ? 'found' : 'lost'
  }
  return null
}

const endSound = ({ end }: CallView): SoundName => (end?.code === 'busy' || end?.code === 'declined' || end?.code === 'unavailable' ? 'busy' : 'tick')
