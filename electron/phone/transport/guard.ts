import { isIP } from 'node:net'
import type { Peeked } from './sip-message.ts'
import { MAX_HEADERS, MAX_MESSAGE } from './stream-framer.ts'

const REQUESTS_A_SECOND = 50
const REMEMBERED_CALLS = 500

/**
 * Who may send us requests. A request outside a dialog is taken only over a connection that we opened or, on UDP, from an
 * address that the line's server resolved to; one inside a dialog from elsewhere only when we know its Call-ID. All others
 * are dropped unanswered and counted, so that a scanner learns nothing and rings nothing.
 */
export class Guard {
  readonly #trusted = new Set<string>()
  readonly #calls = new Set<string>()
  readonly #counts = new Map<string, { second: number; n: number }>()
  readonly #now: () => number
  dropped = 0

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Addresses of the line's server. */
  trust(addresses: readonly string[]): void {
    for (const a of addresses) if (isIP(a)) this.#trusted.add(normal(a))
  }

  /** A Call-ID that one of our own messages carries. */
  knowCall(callId: string): void {
    this.#calls.delete(callId)
    this.#calls.add(callId)
    if (this.#calls.size > REMEMBERED_CALLS) this.#calls.delete(this.#calls.values().next().value ?? '')
  }

  /** True for a message that may go on. `connected`: it came over a connection that we opened. */
  admits(message: Peeked, size: number, source: string, connected: boolean): boolean {
    const ok =
      size <= MAX_MESSAGE &&
      message.headers.size <= MAX_HEADERS &&
      (message.status !== null || (this.#mayAsk(message, source, connected) && this.#inRate(source)))
    if (!ok) this.dropped += 1
    return ok
  }

  #mayAsk(message: Peeked, source: string, connected: boolean): boolean {
    return connected || this.#trusted.has(normal(source)) || (message.toTag !== null && this.#calls.has(message.callId))
  }

  #inRate(source: string): boolean {
    const second = Math.floor(this.#now() / 1000)
    const count = this.#counts.get(source)
    if (count?.second === second) {
      count.n += 1
      return count.n <= REQUESTS_A_SECOND
    }
    if (this.#counts.size > 1000) this.#counts.clear()
    this.#counts.set(source, { second, n: 1 })
    return true
  }
}

/** IPv4 addresses that a dual-stack socket shows in IPv6 form are the same addresses. */
const normal = (address: string): string =>
  address
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '')
    .replace(/%.*$/, '')
