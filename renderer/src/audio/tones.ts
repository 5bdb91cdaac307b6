import { setSink } from './media-leg.ts'

/** Row and column of each key (ITU-T Q.23), Hz. */
const keys: Readonly<Record<string, readonly [number, number]>> = {
  '1': [697, 1209],
  '2': [697, 1336],
  '3': [697, 1477],
  '4': [770, 1209],
  '5': [770, 1336],
  '6': [770, 1477],
  '7': [852, 1209],
  '8': [852, 1336],
  '9': [852, 1477],
  '*': [941, 1209],
  '0': [941, 1336],
  '#': [941, 1477],
}
/** -20 dB. */
const KEY_GAIN = 0.1

type Cadence = {
  readonly hz: readonly number[]
  /** s, sound and silence by turns. */
  readonly pattern: readonly number[]
  readonly gain: number
  readonly once?: boolean
  /** One note after the other instead of together. */
  readonly melody?: boolean
}
/** Ringback, busy and call waiting: 425 Hz, the cadences most of Europe knows (ITU-T E.180). The ringtones are our own. */
const cadences = {
  ringback: { hz: [425], pattern: [1, 4], gain: 0.08 },
  busy: { hz: [425], pattern: [0.48, 0.48, 0.48, 0.48, 0.48, 0.48], gain: 0.08, once: true },
  tick: { hz: [660], pattern: [0.06, 0], gain: 0.06, once: true },
  /** The connection of a call is lost, and is back: down, and up again. */
  lost: { hz: [523, 392], pattern: [0.12, 0.03, 0.16], gain: 0.08, once: true, melody: true },
  found: { hz: [392, 523], pattern: [0.12, 0.03, 0.16], gain: 0.08, once: true, melody: true },
  /** What the user wanted to be warned of in a call. */
  warning: { hz: [660, 660, 660], pattern: [0.14, 0.08, 0.14, 0.08, 0.14], gain: 0.1, once: true, melody: true },
  /** -18 dB, every four seconds. */
  waiting: { hz: [425], pattern: [0.2, 3.8], gain: 0.126 },
  classic: { hz: [523, 659, 784], pattern: [0.4, 0.2, 0.4, 2], gain: 0.2 },
  soft: { hz: [392, 494], pattern: [0.8, 3], gain: 0.12 },
  bell: { hz: [880, 1109, 1760], pattern: [0.06, 0.04, 0.06, 0.04, 0.06, 0.04, 0.06, 0.04, 0.06, 0.04, 0.06, 2], gain: 0.2 },
  digital: { hz: [1047], pattern: [0.1, 0.08, 0.1, 0.08, 0.1, 0.08, 0.1, 1.6], gain: 0.16 },
} satisfies Record<string, Cadence>
export type SoundName = keyof typeof cadences

/** Plays the app's own sounds through one device: made by oscillators, so nothing is loaded and nothing can be missing. */
export class TonePlayer {
  readonly #element: HTMLAudioElement
  #context: AudioContext | null = null
  #destination: MediaStreamAudioDestinationNode | null = null
  #stop: (() => void) | null = null
  #playing: SoundName | null = null

  constructor(device: string) {
    this.#element = document.createElement('audio')
    void this.setDevice(device)
  }

  set volume(volume: number) {
    this.#element.volume = volume
  }

  setDevice(device: string): Promise<void> {
    return setSink(this.#element, device)
  }

  /** A short key tone. */
  key(tone: string): void {
    const pair = keys[tone]
    if (pair) this.#playNotes(pair, 0, 0.12, KEY_GAIN)
  }

  /** Starts a sound that lasts until stop() or until it is finished. Starting the same sound again has no effect. */
  play(name: SoundName): void {
    if (this.#playing === name) return
    this.stop()
    this.#playing = name
    const cadence: Cadence = cadences[name]
    const length = cadence.pattern.reduce((a, b) => a + b, 0)
    const round = (): void => {
      let at = 0
      for (const [i, seconds] of cadence.pattern.entries()) {
        if (i % 2 === 0 && seconds > 0) this.#playNotes(notesOf(cadence, i), at, seconds, cadence.gain)
        at += seconds
      }
    }
    round()
    if (cadence.once) {
      const timer = setTimeout(() => this.stop(), length * 1000 + 200)
      this.#stop = () => clearTimeout(timer)
    } else {
      const timer = setInterval(round, length * 1000)
      this.#stop = () => clearInterval(timer)
    }
  }

  /** Plays a sound once, on top of others; stop() does not affect it. */
  pass(name: 'lost' | 'found' | 'warning'): void {
    const cadence: Cadence = cadences[name]
    let at = 0
    for (const [i, seconds] of cadence.pattern.entries()) {
      if (i % 2 === 0) this.#playNotes(notesOf(cadence, i), at, seconds, cadence.gain, false)
      at += seconds
    }
  }

  stop(): void {
    this.#stop?.()
    this.#stop = null
    this.#playing = null
    for (const node of this.#nodes) node.stop()
    this.#nodes.clear()
  }

  readonly #nodes = new Set<OscillatorNode>()
  #playNotes(frequencies: readonly number[], delay: number, seconds: number, gain: number, stoppable = true): void {
    const context = (this.#context ??= new AudioContext())
    if (!this.#destination) {
      this.#destination = context.createMediaStreamDestination()
      this.#element.srcObject = this.#destination.stream
    }
    void context.resume()
    void this.#element.play().catch(() => {})
    const start = context.currentTime + delay
    const volume = context.createGain()
    // without a short slope each beginning and end would click
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(gain / frequencies.length, start + 0.008)
    volume.gain.setValueAtTime(gain / frequencies.length, start + Math.max(0.01, seconds - 0.01))
    volume.gain.linearRampToValueAtTime(0, start + seconds)
    volume.connect(this.#destination)
    for (const frequency of frequencies) {
      const node = context.createOscillator()
      node.frequency.value = frequency
      node.connect(volume)
      node.start(start)
      node.stop(start + seconds)
      node.onended = () => this.#nodes.delete(node)
      if (stoppable) this.#nodes.add(node)
    }
  }
}

const notesOf = ({ hz, melody }: Cadence, at: number): readonly number[] => (melody ? hz.slice(at / 2, at / 2 + 1) : hz)
