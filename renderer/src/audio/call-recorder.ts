import { RECORDING_RATE } from '../../../shared/domain/recording.ts'
import workletUrl from './recorder-worklet.ts?worker&url'

export type RecorderSources = { readonly mine: MediaStreamTrack | null; readonly theirs: MediaStream | null }

/**
 * Both sides of a call as 16-bit samples, ours left, theirs right. What is recorded of us is what is sent: silence while we
 * are muted or hold.
 */
export class CallRecorder {
  readonly #context = new AudioContext({ sampleRate: RECORDING_RATE })
  readonly #onPiece: (data: Uint8Array<ArrayBuffer>) => void
  #node: AudioWorkletNode | null = null
  #left: MediaStreamAudioSourceNode | null = null
  #right: MediaStreamAudioSourceNode | null = null
  #sources: RecorderSources = { mine: null, theirs: null }
  #closed = false

  constructor(onPiece: (data: Uint8Array<ArrayBuffer>) => void) {
    this.#onPiece = onPiece
    void this.#start()
  }

  /** The call's tracks as they are now; they change with the device, a hold, a reload. */
  setSources(next: RecorderSources): void {
    const before = this.#sources
    this.#sources = next
    if (!this.#node) return
    if (next.mine !== before.mine) this.#left = this.#connect(this.#left, next.mine && new MediaStream([next.mine]), 0)
    if (next.theirs !== before.theirs) this.#right = this.#connect(this.#right, next.theirs, 1)
  }

  /** The last piece comes before the promise is fulfilled. */
  async close(): Promise<void> {
    this.#closed = true
    const node = this.#node
    if (node) {
      await new Promise<void>((resolve) => {
        const limit = setTimeout(resolve, 200)
        node.port.onmessage = ({ data }: MessageEvent<Int16Array<ArrayBuffer> | null>) => {
          if (data) return this.#pass(data)
          clearTimeout(limit)
          resolve()
        }
        node.port.postMessage('stop')
      })
    }
    await this.#context.close()
  }

  async #start(): Promise<void> {
    await this.#context.audioWorklet.addModule(workletUrl)
    if (this.#closed) return
    await this.#context.resume()
    const node = new AudioWorkletNode(this.#context, 'recorder', {
      numberOfInputs: 2,
      numberOfOutputs: 1,
      channelCount: 1,
      channelCountMode: 'explicit',
    })
    node.port.onmessage = ({ data }: MessageEvent<Int16Array<ArrayBuffer> | null>) => data && this.#pass(data)
    // silent, but a node that leads nowhere would not be run
    node.connect(this.#context.destination)
    this.#node = node
    const wanted = this.#sources
    this.#sources = { mine: null, theirs: null }
    this.setSources(wanted)
  }

  #connect(old: MediaStreamAudioSourceNode | null, stream: MediaStream | null, input: number): MediaStreamAudioSourceNode | null {
    old?.disconnect()
    if (!stream?.getAudioTracks().length || !this.#node) return null
    const source = this.#context.createMediaStreamSource(stream)
    source.connect(this.#node, 0, input)
    return source
  }

  #pass(data: Int16Array<ArrayBuffer>): void {
    this.#onPiece(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  }
}
