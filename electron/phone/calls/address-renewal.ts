import { isUnanswered } from '../sip/unanswered.ts'

export type AddressRenewalOptions = {
  /** This computer's address towards the line's server; null while the line is not connected. */
  readonly address: () => string | null
  /** Moves the audio's sockets to that address. */
  readonly move: (address: string) => Promise<void>
  /** Sends a re-INVITE. @returns the final status; 0 when none came */
  readonly renegotiate: () => Promise<number>
  /** Whether to send one although the address is the same. */
  readonly isDue: () => boolean
  readonly onDone: () => void
  /** The far end does not know the call any more. */
  readonly onGone: () => void
}

/** ms until the next re-INVITE after one that failed, and the most to which this doubles. */
const AGAIN_AFTER = 4000
const LONGEST_WAIT = 60_000

/** Sends our address to the far end after each change, and again when it changed meanwhile or the re-INVITE failed. */
export class AddressRenewal implements Disposable {
  readonly #options: AddressRenewalOptions
  /** The address of the audio's sockets. */
  #address: string | null
  /** The far end may still have an earlier one. */
  #stale = false
  #state: 'idle' | 'running' | 'running, due again' | 'over' = 'idle'
  #timer: NodeJS.Timeout | undefined
  #wait = AGAIN_AFTER

  constructor(options: AddressRenewalOptions) {
    this.#options = options
    this.#address = options.address()
  }

  /** The line is connected; its address may be another one. */
  async check(): Promise<void> {
    if (this.#state === 'running') this.#state = 'running, due again'
    if (this.#state !== 'idle') return
    clearTimeout(this.#timer)
    do {
      this.#state = 'running'
      await this.#run()
    } while ((this.#state as string) === 'running, due again')
    if (this.#state === 'running') this.#state = 'idle'
  }

  [Symbol.dispose](): void {
    this.#state = 'over'
    clearTimeout(this.#timer)
  }

  async #run(): Promise<void> {
    const { address: current, move, renegotiate, isDue, onDone, onGone } = this.#options
    const address = current()
    if (address !== null && address !== this.#address) {
      await move(address)
      this.#address = address
      this.#stale = true
    }
    if (this.#state === 'over' || (!isDue() && !this.#stale)) return
    const status = await renegotiate()
    if (this.#state !== 'running') return
    if (status === 481) onGone()
    else if (this.#stale ? status >= 200 && status < 300 : showsLife(status)) {
      this.#stale = false
      this.#wait = AGAIN_AFTER
      onDone()
    } else {
      this.#timer = setTimeout(() => void this.check(), this.#wait)
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT)
    }
  }
}

/** The far end answered, if only to refuse. 491 is also what remains of a re-INVITE that could not be sent. */
const showsLife = (status: number): boolean => status >= 200 && !isUnanswered(status) && status !== 491
