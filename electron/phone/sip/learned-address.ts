import { isIPv6 } from 'node:net'
import { type Address, isUnicast, sameAddress } from './address.ts'
import type { Via } from './sip-message.ts'
import { realTimers } from './timers.ts'

/** ms from one change to the next, doubling. */
const WAIT = { first: 10_000, longest: 10 * 60_000 }

/**
 * Our public address, from the Via of the server's responses (RFC 3581). Each change leads to a registration, so frequent
 * changes are accepted less and less often: a NAT that maps each packet to another port is not followed.
 */
export class LearnedAddress {
  readonly #now: () => number
  #current: Address | null = null
  #wait = WAIT.first
  #from = 0

  constructor(now: () => number = realTimers.now) {
    this.#now = now
  }

  get current(): Address | null {
    return this.#current
  }

  /** A new connection: its address is not known yet. */
  reset(): void {
    this.#current = null
    this.#from = 0
  }

  /** @returns whether the address changed and the change is accepted */
  learn({ received, rport }: Via, local: Address): boolean {
    const seen = { host: received ?? local.host, port: rport || local.port }
    if ((!received && !rport) || sameAddress(seen, this.#current ?? local)) return false
    if (!isUnicast(seen.host) || isIPv6(seen.host) !== isIPv6(local.host)) return false
    const now = this.#now()
    if (now < this.#from) return false
    if (now - this.#from > WAIT.longest) this.#wait = WAIT.first
    this.#from = now + this.#wait
    this.#wait = Math.min(WAIT.longest, this.#wait * 2)
    this.#current = seen
    return true
  }
}
