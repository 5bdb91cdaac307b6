import type { MediaReply, MediaRequest } from '../../../shared/domain/media.ts'
import type { AudioSettings } from '../../../shared/domain/settings.ts'
import type { RecorderSources } from './call-recorder.ts'
import { createPlayer, iceGathered, type Leg, NoLeg, newLeg, openMicrophone, reasonOf, sendCodec, setSink, streamOf } from './media-leg.ts'
import { stopTracks } from './microphone.ts'
import { OutgoingMix } from './outgoing-mix.ts'
import { receptionOf } from './reception.ts'
import { SharedMicrophone } from './shared-microphone.ts'

/**
 * The page's part of a call's audio: one peer connection a leg, one microphone shared by all. It answers requests of the
 * phone process and keeps nothing that a reload would lose.
 */
export class MediaAgent {
  readonly #legs = new Map<number, Leg>()
  readonly #settings: () => AudioSettings
  readonly #microphone = new SharedMicrophone(() => this.#capture())
  /** Whether it was opened with echo cancellation. */
  #cancelsEcho = false
  #applying: Promise<void> = Promise.resolve()
  readonly #listeners = new Set<() => void>()
  #context: AudioContext | null = null

  constructor(settings: () => AudioSettings) {
    this.#settings = settings
  }

  /** Calls back when a leg's audio starts, changes or ends; returns the unsubscribe function. */
  watch(run: () => void): () => void {
    this.#listeners.add(run)
    return () => this.#listeners.delete(run)
  }

  /** Never rejects: a failure is an answer. */
  async handle(request: MediaRequest): Promise<MediaReply> {
    try {
      if (request.op === 'leg.reception') return { ok: true, sdp: null, reception: await receptionOf(this.#leg(request.leg).connection) }
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
    return this.#microphone.stream
  }
  /** Opens the microphone as the user answers, while the request goes to the phone process. */
  expectMicrophone(): void {
    this.#microphone.expect()
  }
  /** What the far end of a leg sends; null while there is nothing. */
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

  /** The microphone's gain of the settings, in running calls. */
  async applyGain(): Promise<void> {
    for (const leg of this.#legs.values()) await this.#send(leg)
  }

  /** Another microphone or other voice switches, in a running call too; of several changes at a time the last one counts. */
  applyMicrophone(): Promise<void> {
    this.#applying = this.#applying.then(() => this.#openAgain())
    return this.#applying
  }

  async #openAgain(): Promise<void> {
    const old = this.#microphone.leave()
    // also for a leg that found none before
    for (const [id, leg] of this.#legs) if (leg.mode !== 'off') await this.#openMicrophone(id, leg).catch(() => {})
    await old?.then(stopTracks, () => {})
  }

  async #run(request: Exclude<MediaRequest, { op: 'leg.reception' }>): Promise<string | undefined> {
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
        await sendCodec(this.#leg(request.leg).transceiver, request.codec)
        return undefined
      case 'leg.tones':
        this.#leg(request.leg).transceiver.sender.dtmf?.insertDTMF(request.tones, 120, 80)
        return undefined
      case 'leg.listen':
        this.#leg(request.leg).element.muted = !request.on
        return undefined
      case 'leg.mix':
        this.#leg(request.leg).mix = request.with
        await this.#send(this.#leg(request.leg))
        return undefined
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
    const element = createPlayer(id)
    connection.ontrack = ({ track }) => {
      element.srcObject = new MediaStream([track])
      element.volume = this.#settings().speakerVolume
      void setSink(element, this.#settings().speaker).then(() => element.play().catch(() => {}))
      for (const leg of this.#legs.values()) if (leg.mix.includes(id)) void this.#send(leg)
      this.#notify()
    }
    return { connection, element }
  }

  async #open(id: number, gather: boolean): Promise<string> {
    const made = this.#connect(id)
    const { connection } = made
    this.#legs.set(id, newLeg(made, connection.addTransceiver('audio', { direction: 'sendrecv' })))
    await connection.setLocalDescription()
    if (gather) await iceGathered(connection)
    return connection.localDescription?.sdp ?? ''
  }

  async #answer(id: number, sdp: string, tentative: boolean): Promise<undefined> {
    const { connection } = this.#leg(id)
    await connection.setRemoteDescription({ type: tentative ? 'pranswer' : 'answer', sdp })
  }

  async #accept(id: number, sdp: string): Promise<string> {
    const known = this.#legs.get(id)
    if (known) await known.connection.setRemoteDescription({ type: 'offer', sdp })
    const { connection } = known ?? (await this.#acceptFirst(id, sdp))
    await connection.setLocalDescription()
    await iceGathered(connection)
    return connection.localDescription?.sdp ?? ''
  }

  async #acceptFirst(id: number, sdp: string): Promise<Pick<Leg, 'connection'>> {
    const made = this.#connect(id)
    try {
      await made.connection.setRemoteDescription({ type: 'offer', sdp })
      // one that was added before would not be matched with the offer's (RFC 8829 5.10): we would send nothing
      const [transceiver] = made.connection.getTransceivers()
      if (!transceiver) throw new Error('an offer without audio')
      transceiver.direction = 'sendrecv'
      this.#legs.set(id, newLeg(made, transceiver))
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
    leg.echoCancellation = echoCancellation
    if (mode === 'off') {
      leg.track?.stop()
      leg.track = null
      await this.#send(leg)
      this.#microphone.release(id)
    } else if (leg.track && leg.track.readyState !== 'ended') {
      leg.track.enabled = mode === 'live'
      await this.#send(leg)
    } else if (echoCancellation && this.#microphone.stream && !this.#cancelsEcho) {
      // it was opened for a line that does not need it: all share one microphone
      this.#microphone.take(id).catch(() => {})
      await this.applyMicrophone()
      if (this.#legs.get(id) === leg && !leg.track) await this.#openMicrophone(id, leg)
    } else await this.#openMicrophone(id, leg)
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
    this.#notify()
  }

  async #openMicrophone(id: number, leg: Leg): Promise<void> {
    try {
      const [source] = (await this.#microphone.take(id)).getAudioTracks()
      // a clone for each leg, so that each can be muted separately
      const track = source?.clone()
      if (!track) throw new DOMException('no audio track', 'NotFoundError')
      if (this.#legs.get(id) !== leg || leg.mode === 'off') {
        track.stop()
        this.#microphone.release(id)
        return
      }
      leg.track?.stop()
      leg.track = track
      track.enabled = leg.mode === 'live'
      await this.#send(leg)
    } catch (e) {
      this.#microphone.release(id)
      throw e
    }
  }

  async #capture(): Promise<MediaStream> {
    const { microphone, echoCancellation: own, noiseSuppression, gainControl } = this.#settings()
    // what one line's record asks for, no change of devices takes away
    const echoCancellation = own || this.#microphone.users.some((id) => this.#legs.get(id)?.echoCancellation)
    this.#cancelsEcho = echoCancellation
    const stream = await openMicrophone(microphone, { echoCancellation, noiseSuppression, autoGainControl: gainControl })
    // pulled out in a call: whatever is there now takes over
    for (const track of stream.getAudioTracks()) track.onended = () => void this.applyMicrophone()
    return stream
  }

  #notify(): void {
    for (const run of this.#listeners) run()
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
    this.#microphone.release(id)
    this.#notify()
  }
}
