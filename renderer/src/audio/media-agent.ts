import type { CodecName } from '../../../shared/codec.ts'
import type { MediaReply, MediaRequest } from '../../../shared/media.ts'
import type { AudioSettings } from '../../../shared/settings.ts'
import type { RecorderSources } from './call-recorder.ts'
import { hasDevice } from './devices.ts'
import { OutgoingMix } from './outgoing-mix.ts'

type Leg = {
  readonly connection: RTCPeerConnection
  readonly transceiver: RTCRtpTransceiver
  readonly element: HTMLAudioElement
  track: MediaStreamTrack | null
  mode: 'live' | 'mute' | 'off'
  /** Legs whose sound goes out with the microphone. */
  mix: readonly number[]
  beep: boolean
  outgoing: OutgoingMix | null
}

const order = ['pcma', 'pcmu', 'g722', 'opus', 'telephone-event']
const GATHERING_LIMIT = 500

export class NoLeg extends Error {
  override readonly name = 'NoLeg'
}

/**
 * All the page does for a call's sound: one peer connection a leg, one microphone shared by all. It answers requests of the
 * phone process and keeps nothing that a reload would lose.
 */
export class MediaAgent {
  readonly #legs = new Map<number, Leg>()
  readonly #settings: () => AudioSettings
  #microphone: Promise<MediaStream> | null = null
  readonly #users = new Set<number>()
  readonly #listeners = new Set<() => void>()
  #context: AudioContext | null = null

  constructor(settings: () => AudioSettings) {
    this.#settings = settings
  }

  /** Calls back when a leg's sound begins, changes or ends; returns the way to stop. */
  watch(run: () => void): () => void {
    this.#listeners.add(run)
    return () => this.#listeners.delete(run)
  }

  /** Never rejects: a failure is an answer. */
  async handle(request: MediaRequest): Promise<MediaReply> {
    try {
      return { ok: true, sdp: (await this.#run(request)) ?? null }
    } catch (e) {
      return { ok: false, reason: reasonOf(e), message: (e instanceof Error ? e.message : String(e)).slice(0, 300) }
    }
  }

  /** Closes every leg: the phone process is gone. */
  reset(): void {
    for (const id of [...this.#legs.keys()]) this.#close(id)
  }

  /** The microphone in use, for the level meter. */
  get microphoneStream(): Promise<MediaStream> | null {
    return this.#microphone
  }
  remoteStream(leg: number | null): MediaStream | null {
    const stream = leg === null ? null : this.#legs.get(leg)?.element.srcObject
    return stream instanceof MediaStream ? stream : null
  }
  /** What a recorder of the leg's call listens to. */
  sourcesOf(leg: number | null): RecorderSources {
    const found = leg === null ? undefined : this.#legs.get(leg)
    return { mine: found?.outgoing?.track ?? found?.track ?? null, theirs: this.remoteStream(leg) }
  }
  /** The recording's tone, heard by both sides. */
  async setBeep(id: number, on: boolean): Promise<void> {
    const leg = this.#legs.get(id)
    if (!leg || leg.beep === on) return
    leg.beep = on
    await this.#send(leg)
  }

  /** Another speaker or volume, at once and in a running call. */
  async applySpeaker(): Promise<void> {
    const { speaker, speakerVolume } = this.#settings()
    for (const { element } of this.#legs.values()) {
      element.volume = speakerVolume
      await setSink(element, speaker)
    }
  }

  async applyGain(): Promise<void> {
    for (const leg of this.#legs.values()) await this.#send(leg)
  }

  /** Another microphone or other voice switches, in a running call too. */
  async applyMicrophone(): Promise<void> {
    if (!this.#microphone) return
    const old = this.#microphone
    this.#microphone = null
    const users = [...this.#users]
    for (const id of users) {
      const leg = this.#legs.get(id)
      if (leg) await this.#openMicrophone(id, leg, false).catch(() => {})
    }
    for (const track of (await old.catch(() => null))?.getTracks() ?? []) track.stop()
  }

  #run(request: MediaRequest): Promise<string | undefined> | undefined {
    switch (request.op) {
      case 'leg.open':
        return this.#open(request.leg, request.mode === 'direct')
      case 'leg.answer':
        return this.#answer(request.leg, request.sdp, request.tentative)
      case 'leg.accept':
        return this.#accept(request.leg, request.sdp)
      case 'leg.reoffer':
        return this.#reoffer(request.leg, request.direction)
      case 'leg.microphone':
        return this.#setMicrophone(request.leg, request.mode, request.echoCancellation)
      case 'leg.codec':
        return this.#setCodec(request.leg, request.codec)
      case 'leg.tones':
        this.#leg(request.leg).transceiver.sender.dtmf?.insertDTMF(request.tones, 120, 80)
        return undefined
      case 'leg.listen':
        this.#leg(request.leg).element.muted = !request.on
        return undefined
      case 'leg.mix':
        return this.#mix(request.leg, request.with)
      case 'leg.close':
        this.#close(request.leg)
        return undefined
    }
  }

  #leg(id: number): Leg {
    const leg = this.#legs.get(id)
    if (!leg) throw new NoLeg(`no leg ${id}`)
    return leg
  }

  #connect(id: number): Pick<Leg, 'connection' | 'element'> {
    const connection = new RTCPeerConnection({ iceServers: [], bundlePolicy: 'max-bundle' })
    // in the document, or Chromium would not pump the track
    const element = document.createElement('audio')
    element.dataset['leg'] = String(id)
    element.autoplay = true
    document.body.append(element)
    connection.ontrack = ({ track }) => {
      element.srcObject = new MediaStream([track])
      element.volume = this.#settings().speakerVolume
      void setSink(element, this.#settings().speaker).then(() => element.play().catch(() => {}))
      for (const leg of this.#legs.values()) if (leg.mix.includes(id)) void this.#send(leg)
      this.#tell()
    }
    return { connection, element }
  }

  #add(id: number, { connection, element }: Pick<Leg, 'connection' | 'element'>, transceiver: RTCRtpTransceiver): void {
    const capabilities = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? []
    const wanted = order.flatMap((name) => capabilities.filter((c) => c.mimeType.toLowerCase() === `audio/${name}`))
    transceiver.setCodecPreferences(wanted)
    this.#legs.set(id, { connection, transceiver, element, track: null, mode: 'off', mix: [], beep: false, outgoing: null })
  }

  async #open(id: number, gather: boolean): Promise<string> {
    const made = this.#connect(id)
    const { connection } = made
    this.#add(id, made, connection.addTransceiver('audio', { direction: 'sendrecv' }))
    await connection.setLocalDescription()
    if (gather) await gathered(connection)
    return connection.localDescription?.sdp ?? ''
  }

  async #answer(id: number, sdp: string, tentative: boolean): Promise<undefined> {
    const { connection } = this.#leg(id)
    await connection.setRemoteDescription({ type: tentative ? 'pranswer' : 'answer', sdp })
  }

  async #accept(id: number, sdp: string): Promise<string> {
    const known = this.#legs.get(id)
    if (known) await known.connection.setRemoteDescription({ type: 'offer', sdp })
    const { connection } = known ?? (await this.#takeOffer(id, sdp))
    await connection.setLocalDescription()
    await gathered(connection)
    return connection.localDescription?.sdp ?? ''
  }

  async #takeOffer(id: number, sdp: string): Promise<Pick<Leg, 'connection'>> {
    const made = this.#connect(id)
    try {
      await made.connection.setRemoteDescription({ type: 'offer', sdp })
      // one that was added before would not be matched with the offer's (RFC 8829 5.10): we would send nothing
      const [transceiver] = made.connection.getTransceivers()
      if (!transceiver) throw new Error('an offer without sound')
      transceiver.direction = 'sendrecv'
      this.#add(id, made, transceiver)
      return made
    } catch (e) {
      made.connection.close()
      made.element.remove()
      throw e
    }
  }

  async #reoffer(id: number, direction: RTCRtpTransceiverDirection): Promise<string> {
    const { connection, transceiver } = this.#leg(id)
    transceiver.direction = direction
    await connection.setLocalDescription()
    return connection.localDescription?.sdp ?? ''
  }

  async #setMicrophone(id: number, mode: Leg['mode'], echoCancellation: boolean): Promise<undefined> {
    const leg = this.#leg(id)
    leg.mode = mode
    if (mode === 'off') {
      leg.track?.stop()
      leg.track = null
      await this.#send(leg)
      this.#release(id)
    } else if (leg.track) {
      leg.track.enabled = mode === 'live'
      await this.#send(leg)
    } else await this.#openMicrophone(id, leg, echoCancellation)
  }

  async #mix(id: number, others: readonly number[]): Promise<undefined> {
    const leg = this.#leg(id)
    leg.mix = others
    await this.#send(leg)
  }

  /** The leg's outgoing track: the bare microphone where nothing is to be added, for that costs no delay; else a mix. */
  async #send(leg: Leg): Promise<void> {
    const gain = this.#settings().microphoneGain
    const plain = leg.mix.length === 0 && !leg.beep && gain === 0
    if (plain) {
      leg.outgoing?.close()
      leg.outgoing = null
    } else {
      this.#context ??= new AudioContext()
      leg.outgoing ??= new OutgoingMix(this.#context)
      leg.outgoing.setMicrophone(leg.track ? streamOf(leg.track) : null, gain, leg.mode === 'live')
      leg.outgoing.setOthers(leg.mix.flatMap((other) => this.remoteStream(other) ?? []))
      leg.outgoing.setBeep(leg.beep)
    }
    const track = leg.outgoing?.track ?? leg.track
    if (leg.transceiver.sender.track !== track) await leg.transceiver.sender.replaceTrack(track)
    this.#tell()
  }

  async #openMicrophone(id: number, leg: Leg, echoCancellation: boolean): Promise<void> {
    this.#users.add(id)
    const stream = (this.#microphone ??= this.#capture(echoCancellation))
    try {
      const [source] = (await stream).getAudioTracks()
      // a clone for each leg, so that each can be muted by itself
      const track = source?.clone()
      if (!track) throw new DOMException('no audio track', 'NotFoundError')
      if (this.#legs.get(id) !== leg || leg.mode === 'off') {
        track.stop()
        this.#release(id)
        return
      }
      leg.track?.stop()
      leg.track = track
      track.enabled = leg.mode === 'live'
      await this.#send(leg)
    } catch (e) {
      if (this.#microphone === stream) this.#microphone = null
      this.#users.delete(id)
      throw e
    }
  }

  async #capture(echoCancellation: boolean): Promise<MediaStream> {
    const { microphone, echoCancellation: own, noiseSuppression, gainControl } = this.#settings()
    // a preferred device that is not there now gives way to the system's choice
    const there = microphone !== 'default' && (await hasDevice('audioinput', microphone))
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: {
        ...(there ? { deviceId: { exact: microphone } } : {}),
        echoCancellation: own || echoCancellation,
        noiseSuppression,
        autoGainControl: gainControl,
      },
    })
    // pulled out in a call: whatever is there now takes over
    for (const track of stream.getAudioTracks()) track.onended = () => void this.applyMicrophone()
    return stream
  }

  #tell(): void {
    for (const run of this.#listeners) run()
  }

  async #setCodec(id: number, codec: CodecName): Promise<undefined> {
    const { sender } = this.#leg(id).transceiver
    const parameters = sender.getParameters()
    const chosen = parameters.codecs.find((c) => c.mimeType.toLowerCase() === `audio/${codec.toLowerCase()}`)
    const [encoding] = parameters.encodings
    if (!chosen || !encoding) return
    ;(encoding as RTCRtpEncodingParameters & { codec?: RTCRtpCodec }).codec = chosen
    await sender.setParameters(parameters)
  }

  #close(id: number): void {
    const leg = this.#legs.get(id)
    if (!leg) return
    this.#legs.delete(id)
    leg.connection.close()
    leg.outgoing?.close()
    leg.element.srcObject = null
    leg.element.remove()
    leg.track?.stop()
    this.#release(id)
    this.#tell()
  }

  #release(id: number): void {
    this.#users.delete(id)
    if (this.#users.size) return
    const microphone = this.#microphone
    this.#microphone = null
    void microphone?.then((stream) => stream.getTracks().forEach((t) => t.stop())).catch(() => {})
  }
}

function gathered(connection: RTCPeerConnection): Promise<void> {
  if (connection.iceGatheringState === 'complete') return Promise.resolve()
  return new Promise((resolve) => {
    // interfaces that never answer (virtual adapters) must not hold the call up
    const timer = setTimeout(resolve, GATHERING_LIMIT)
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState !== 'complete') return
      clearTimeout(timer)
      resolve()
    })
  })
}

const streams = new WeakMap<MediaStreamTrack, MediaStream>()
/** One stream for a track, so that a graph can tell whether it has it already. */
function streamOf(track: MediaStreamTrack): MediaStream {
  const stream = streams.get(track) ?? new MediaStream([track])
  streams.set(track, stream)
  return stream
}

/** The system's default is the empty id; it stands in for a device that is gone, so that its return is a change again. */
export async function setSink(element: HTMLAudioElement, device: string): Promise<void> {
  const there = device !== 'default' && (await hasDevice('audiooutput', device))
  await element.setSinkId(there ? device : '').catch(() => element.setSinkId('').catch(() => {}))
}

function reasonOf(e: unknown): Extract<MediaReply, { ok: false }>['reason'] {
  if (e instanceof NoLeg) return 'no-leg'
  switch (e instanceof DOMException ? e.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotFoundError':
      return 'missing'
    case 'NotReadableError':
      return 'busy'
    default:
      return 'failed'
  }
}
