/** The tone that announces a recording to both sides: short, every fifteen seconds. */
const BEEP = { hz: 1400, seconds: 0.2, every: 15, gain: 0.05 } as const

/** What one leg sends when it is more than the bare microphone: gain, the audio of a conference's other calls, the recording's tone. */
export class OutgoingMix {
  readonly #context: AudioContext
  readonly #out: MediaStreamAudioDestinationNode
  readonly #gain: GainNode
  readonly #others: GainNode
  #microphone: MediaStreamAudioSourceNode | null = null
  #sources: MediaStreamAudioSourceNode[] = []
  #streams: readonly MediaStream[] = []
  #beep: ReturnType<typeof setInterval> | undefined

  constructor(context: AudioContext) {
    this.#context = context
    void context.resume()
    this.#out = context.createMediaStreamDestination()
    this.#gain = context.createGain()
    this.#others = context.createGain()
    this.#gain.connect(this.#out)
    this.#others.connect(this.#out)
  }

  /** What is sent. */
  get track(): MediaStreamTrack | undefined {
    return this.#out.stream.getAudioTracks()[0]
  }

  /** @param decibels gain on top of the device's. @param live false: the microphone is silent, the other calls are still sent */
  setMicrophone(stream: MediaStream | null, decibels: number, live: boolean): void {
    if (this.#microphone?.mediaStream !== stream) {
      this.#microphone?.disconnect()
      this.#microphone = stream && this.#context.createMediaStreamSource(stream)
      this.#microphone?.connect(this.#gain)
    }
    this.#gain.gain.value = live ? 10 ** (decibels / 20) : 0
  }

  /** The audio of the other calls of a conference, which this one hears too. */
  setOthers(streams: readonly MediaStream[]): void {
    if (streams.length === this.#streams.length && streams.every((s, i) => s === this.#streams[i])) return
    for (const source of this.#sources) source.disconnect()
    this.#streams = streams
    this.#sources = streams.map((stream) => {
      const source = this.#context.createMediaStreamSource(stream)
      source.connect(this.#others)
      return source
    })
  }

  /** The tone that announces a recording to the far end. */
  setBeep(on: boolean): void {
    if (on === (this.#beep !== undefined)) return
    clearInterval(this.#beep)
    this.#beep = on ? setInterval(() => this.#playBeep(), BEEP.every * 1000) : undefined
    if (on) this.#playBeep()
  }

  close(): void {
    this.setBeep(false)
    this.setOthers([])
    this.#microphone?.disconnect()
    this.#gain.disconnect()
    this.#others.disconnect()
    this.track?.stop()
  }

  #playBeep(): void {
    const tone = this.#context.createOscillator()
    const volume = this.#context.createGain()
    tone.frequency.value = BEEP.hz
    volume.gain.value = BEEP.gain
    tone.connect(volume).connect(this.#out)
    tone.start()
    tone.stop(this.#context.currentTime + BEEP.seconds)
    tone.onended = () => volume.disconnect()
  }
}
