// Runs in the audio thread: two mono inputs (this side, the other side) become pieces of interleaved 16-bit samples.

/** Frames in a piece: a quarter of a second at RECORDING_RATE. */
const PIECE = 4000

declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

class Recorder extends AudioWorkletProcessor {
  #piece = new Int16Array(PIECE * 2)
  #frames = 0
  #over = false

  constructor() {
    super()
    this.port.onmessage = () => {
      this.#over = true
      this.#send()
      this.port.postMessage(null)
    }
  }

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    const left = inputs[0]?.[0]
    const right = inputs[1]?.[0]
    const length = left?.length ?? right?.length ?? 128
    for (let i = 0; i < length && !this.#over; i++) {
      this.#piece[this.#frames * 2] = sample(left?.[i] ?? 0)
      this.#piece[this.#frames * 2 + 1] = sample(right?.[i] ?? 0)
      this.#frames += 1
      if (this.#frames === PIECE) this.#send()
    }
    return !this.#over
  }

  #send(): void {
    if (!this.#frames) return
    const data = this.#piece.slice(0, this.#frames * 2)
    this.#frames = 0
    this.port.postMessage(data, [data.buffer])
  }
}

const sample = (value: number): number => Math.round(Math.max(-1, Math.min(1, value)) * 32_767)

registerProcessor('recorder', Recorder)
