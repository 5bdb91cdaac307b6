import type { MediaReply, MediaRequest } from '../../../shared/domain/media.ts'

/** ms. A page that hangs must not hold up a call. */
const ANSWER_LIMIT = 10_000

/** Requests to the page that await their reply; main forwards both. */
export class PageRequests {
  readonly #emit: (id: number, request: MediaRequest) => void
  readonly #waiting = new Map<number, (reply: MediaReply) => void>()
  #lastId = 0

  /** @param emit sends a request on its way; `id` comes back with the reply */
  constructor(emit: (id: number, request: MediaRequest) => void) {
    this.#emit = emit
  }

  /** @returns the page's reply, or a failure after 10 s without one; never rejects */
  readonly send = (request: MediaRequest): Promise<MediaReply> =>
    new Promise((resolve) => {
      this.#lastId += 1
      const id = this.#lastId
      const settle = (reply: MediaReply): void => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        resolve(reply)
      }
      const timer = setTimeout(() => settle({ ok: false, reason: 'failed', message: 'the page does not answer' }), ANSWER_LIMIT)
      this.#waiting.set(id, settle)
      this.#emit(id, request)
    })

  /** A reply came; one to no request, or to one that timed out, is ignored. */
  answered(id: number, reply: MediaReply): void {
    this.#waiting.get(id)?.(reply)
  }

  /** Fails the requests that still wait. */
  close(): void {
    for (const settle of [...this.#waiting.values()]) settle({ ok: false, reason: 'failed', message: 'the phone process is closing' })
  }
}
