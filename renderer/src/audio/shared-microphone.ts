import { keepDevicesWaiting } from './devices.ts'
import { stopTracks } from './microphone.ts'

/** ms until a microphone that was expected and that no call has taken is closed. */
const EXPECTED_FOR = 3000
/** Stands among the calls' legs, whose numbers are positive, for a call that is about to take the microphone. */
const EXPECTED = -1

/** One microphone for all calls: opened for the first, closed after the last. */
export class SharedMicrophone {
  readonly #open: () => Promise<MediaStream>
  readonly #users = new Set<number>()
  #stream: Promise<MediaStream> | null = null
  #expected: ReturnType<typeof setTimeout> | undefined

  constructor(open: () => Promise<MediaStream>) {
    this.#open = open
  }

  /** Null while it is closed. */
  get stream(): Promise<MediaStream> | null {
    return this.#stream
  }

  get users(): readonly number[] {
    return [...this.#users]
  }

  /** Opened now where nobody has opened it; to be released also where that fails. */
  take(user: number): Promise<MediaStream> {
    this.#users.add(user)
    if (user !== EXPECTED) this.#users.delete(EXPECTED)
    if (this.#stream) return this.#stream
    const stream = this.#open()
    this.#stream = stream
    keepDevicesWaiting(stream)
    stream.catch(() => {
      if (this.#stream === stream) this.#stream = null
    })
    return stream
  }

  /** Closes it after its last user. */
  release(user: number): void {
    this.#users.delete(user)
    if (!this.#users.size) void this.leave()?.then(stopTracks, () => {})
  }

  /** Opens it for a call that will take it in a moment. */
  expect(): void {
    clearTimeout(this.#expected)
    this.take(EXPECTED).catch(() => {})
    this.#expected = setTimeout(() => this.release(EXPECTED), EXPECTED_FOR)
  }

  /** The stream for whoever closes it; the next user opens another one. */
  leave(): Promise<MediaStream> | null {
    const stream = this.#stream
    this.#stream = null
    return stream
  }
}
