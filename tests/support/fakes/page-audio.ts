import { vi } from 'vitest'

export type Captured = { readonly constraints: MediaTrackConstraints; readonly track: FakeTrack }

export class FakeTrack {
  readonly kind = 'audio'
  enabled = true
  stopped = false
  readyState: 'live' | 'ended' = 'live'
  onended: (() => void) | null = null
  readonly clones: FakeTrack[] = []
  clone(): FakeTrack {
    const clone = new FakeTrack()
    this.clones.push(clone)
    return clone
  }
  stop(): void {
    this.stopped = true
    this.readyState = 'ended'
  }
}

class FakeStream {
  readonly #tracks: FakeTrack[]
  constructor(tracks: FakeTrack[]) {
    this.#tracks = tracks
  }
  getTracks = () => this.#tracks
  getAudioTracks = () => this.#tracks
}

/** The parts of Web Audio and WebRTC that the media agent uses. `vi.unstubAllGlobals` removes them. */
export function fakePageAudio() {
  const captured: Captured[] = []
  /** Ids of devices that are not connected. */
  const gone = new Set<string>()
  const allowed = { now: true }
  const senders: { track: FakeTrack | null }[] = []
  vi.stubGlobal('document', {
    createElement: () => ({ dataset: {}, remove: () => {}, setSinkId: async () => {}, play: async () => {} }),
    body: { append: () => {} },
  })
  vi.stubGlobal('MediaStream', FakeStream)
  vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => ({ codecs: [] }) })
  vi.stubGlobal(
    'RTCPeerConnection',
    class {
      localDescription = { sdp: 'offer' }
      addTransceiver() {
        const sender = {
          track: null as FakeTrack | null,
          replaceTrack: async (track: FakeTrack | null) => {
            sender.track = track
          },
        }
        senders.push(sender)
        return { sender, setCodecPreferences: () => {} }
      }
      async setLocalDescription() {}
      close() {}
    },
  )
  vi.stubGlobal('navigator', {
    mediaDevices: {
      enumerateDevices: vi.fn(async () => []),
      getUserMedia: vi.fn(async ({ audio }: { audio: MediaTrackConstraints }) => {
        if (!allowed.now) throw new DOMException('not now', 'NotAllowedError')
        if (gone.has((audio.deviceId as { exact: string } | undefined)?.exact ?? ''))
          throw Object.assign(new Error(), { name: 'OverconstrainedError' })
        const track = new FakeTrack()
        captured.push({ constraints: audio, track })
        return new FakeStream([track])
      }),
    },
  })
  return { captured, senders, gone, allowed }
}
