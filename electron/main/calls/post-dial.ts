import type { CallView } from '../../../shared/domain/call.ts'

export type PostDialOptions = {
  /** Sends tones in a call; resolves when they are sent. */
  readonly send: (callId: string, tones: string) => Promise<unknown>
  readonly onChange: () => void
  /** Runs something later, ms. @returns the way to cancel */
  readonly later?: (run: () => void, ms: number) => () => void
}

/** ms of a `,` (as phones have it). */
const PAUSE = 2000
/** Tones of one request: sent within the time that a request may take. */
const MOST_AT_ONCE = 10

type Running = { rest: string; waiting: boolean; started: boolean; cancel: () => void }

/**
 * Tones that follow a dialled number (extensions, conference codes): sent once the call is answered, in parts, with pauses where
 * the number has a `,`, and on the user's word behind a `;`.
 */
export class PostDial {
  readonly #options: PostDialOptions
  readonly #calls = new Map<string, Running>()

  constructor(options: PostDialOptions) {
    this.#options = options
  }

  /** What is still to be sent in a call; null for nothing. */
  of(callId: string): CallView['postDial'] {
    const found = this.#calls.get(callId)
    return found ? { rest: found.rest, waiting: found.waiting } : null
  }

  /** Remembers what follows a call's number. @param tones see DialledText */
  add(callId: string, tones: string): void {
    if (tones !== '') this.#calls.set(callId, { rest: tones, waiting: false, started: false, cancel: () => {} })
  }

  /** The call was answered. */
  connected(callId: string): void {
    const found = this.#calls.get(callId)
    if (!found || found.started) return
    found.started = true
    this.#next(callId, found)
  }

  /** The user says that the far end is ready for what follows. */
  proceed(callId: string): void {
    const found = this.#calls.get(callId)
    if (!found?.waiting) return
    found.waiting = false
    this.#next(callId, found)
  }

  /** The call is over, or the user sends nothing more. */
  forget(callId: string): void {
    this.#calls.get(callId)?.cancel()
    this.#calls.delete(callId)
  }

  #next(callId: string, running: Running): void {
    const { send, onChange, later = realLater } = this.#options
    const [tones = ''] = /^[\d*#]+/.exec(running.rest.slice(0, MOST_AT_ONCE)) ?? []
    const sign = running.rest[0]
    running.rest = running.rest.slice(tones.length || 1)
    const goOn = (): void => {
      if (this.#calls.get(callId) === running) this.#next(callId, running)
    }
    if (sign === undefined) this.#calls.delete(callId)
    else if (tones !== '') send(callId, tones).then(goOn, () => this.forget(callId))
    else if (sign === ';') running.waiting = running.rest !== ''
    else running.cancel = later(goOn, PAUSE)
    if (sign === ';' && !running.waiting) this.#calls.delete(callId)
    onChange()
  }
}

function realLater(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}
