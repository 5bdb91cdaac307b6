import { isIP } from 'node:net'
import { normalAddress } from './address.ts'
import type { Peeked } from './sip-message.ts'
import { MAX_HEADERS, MAX_MESSAGE } from './stream-framer.ts'

const REQUESTS_A_SECOND = 50
/** Bytes of start line and headers. sip.js takes some 2 µs for each, so a second's worth is at most a seventh of a second's work. */
const MAX_HEAD = 16 * 1024
const HEADS_A_SECOND = 64 * 1024
const REMEMBERED_CALLS = 500

/**
 * Who may send us requests. A request outside a dialog is accepted only over a connection that we opened or, on UDP, from an
 * address that the line's server resolved to; one inside a dialog from elsewhere only when we know its Call-ID. All others
 * are dropped without an answer and counted, so that a scanner learns nothing and no call rings.
 *
 * Accepted requests are limited in number and size per second and source: the server, INVITEs and each call have separate limits,
 * so that a flood of one kind does not block another, and the server's requests inside a dialog are not limited.
 */
export class Guard {
  readonly #trusted = new Set<string>()
  readonly #calls = new Set<string>()
  readonly #counts = new Map<string, { second: number; n: number; bytes: number }>()
  readonly #now: () => number
  dropped = 0

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Addresses of the line's server. */
  trust(addresses: readonly string[]): void {
    for (const a of addresses) if (isIP(a)) this.#trusted.add(normalAddress(a))
  }
  trusts(source: string): boolean {
    return this.#trusted.has(normalAddress(source))
  }

  /** Accepts the Call-ID of a dialog that one of our messages creates or belongs to. */
  knowCall(callId: string): void {
    this.#calls.delete(callId)
    this.#calls.add(callId)
    if (this.#calls.size > REMEMBERED_CALLS) this.#calls.delete(this.#calls.values().next().value ?? '')
  }

  /**
   * Whether a message may be processed. Whether a response answers a request of ours is checked by OpenRequests.
   *
   * @param fromServer it came over a connection that we opened or, on UDP, from exactly where our requests go
   */
  admits(message: Peeked, size: number, source: string, fromServer: boolean): boolean {
    const fits = size <= MAX_MESSAGE && message.headLength <= MAX_HEAD && message.headers.size <= MAX_HEADERS
    const ok = fits && (message.status !== null || this.#admitsRequest(message, source, fromServer))
    if (!ok) this.dropped += 1
    return ok
  }

  #admitsRequest({ toTag, callId, method, headLength }: Peeked, source: string, fromServer: boolean): boolean {
    const inDialog = toTag !== null && this.#calls.has(callId)
    if (inDialog) {
      this.knowCall(callId)
      return fromServer || this.#inRate(`call ${callId}`, headLength)
    }
    if (!fromServer && !this.trusts(source)) return false
    // a flood of other requests must not block INVITEs and what belongs to them
    const kind = /^(INVITE|ACK|CANCEL)$/.test(method) ? method : 'other'
    return this.#inRate(`${fromServer ? 'server' : normalAddress(source)} ${kind}`, headLength)
  }

  #inRate(key: string, bytes: number): boolean {
    const second = Math.floor(this.#now() / 1000)
    const count = this.#counts.get(key)
    if (count?.second === second) {
      count.n += 1
      count.bytes += bytes
      return count.n <= REQUESTS_A_SECOND && count.bytes <= HEADS_A_SECOND
    }
    if (this.#counts.size > 1000) this.#counts.clear()
    this.#counts.set(key, { second, n: 1, bytes })
    return true
  }
}
