import { type Address, sameAddress } from './address.ts'
import type { Peeked } from './sip-message.ts'
import { realTimers } from './timers.ts'

/** ms, 64 * T1 (RFC 3261 17): until then a request waits for its answer, and answers are repeated. */
const TRANSACTION = 32_000
/** ms. An INVITE may ring for long after a provisional response. */
const RINGING = 60 * 60_000
const MOST = 1000

/**
 * Our requests that may be answered. A response is accepted only for one of them and from the address it was sent to: servers
 * answer from the address and port that a request with `rport` came to (RFC 3581 4).
 */
export class OpenRequests {
  readonly #open = new Map<string, { readonly to: Address; until: number }>()
  readonly #now: () => number

  constructor(now: () => number = realTimers.now) {
    this.#now = now
  }

  /** A request is sent. */
  opened(message: Peeked, to: Address): void {
    if (message.method === 'ACK') return
    const now = this.#now()
    if (this.#open.size >= MOST) for (const [key, { until }] of this.#open) if (until < now || this.#open.size >= MOST) this.#open.delete(key)
    this.#open.set(keyOf(message), { to, until: now + TRANSACTION })
  }

  /** Whether a response answers one of them, from the address it was sent to. */
  admits(message: Peeked, from: Address): boolean {
    const request = this.#open.get(keyOf(message))
    if (!request || request.until < this.#now() || !sameAddress(request.to, from)) return false
    const rings = message.method === 'INVITE' && (message.status ?? 0) < 200
    request.until = Math.max(request.until, this.#now() + (rings ? RINGING : TRANSACTION))
    return true
  }
}

const keyOf = ({ branch, method }: Peeked): string => `${branch} ${method}`
