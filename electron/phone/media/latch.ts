import type { Address } from '../transport/udp-transactions.ts'

const OPEN_FOR = 5000

/**
 * Where RTP comes from and goes to. Many peers announce one address and send from another (NAT): the source may change once,
 * within the announced address's network or in the first seconds, and never after the announced address itself was heard.
 */
export class Latch {
  readonly announced: Address
  #target: Address
  #settled = false
  readonly #until: number
  readonly #now: () => number

  constructor(announced: Address, now: () => number = () => performance.now()) {
    this.announced = announced
    this.#target = announced
    this.#now = now
    this.#until = now() + OPEN_FOR
  }

  /** Where our packets go. */
  get target(): Address {
    return this.#target
  }

  /** Whether a packet from `source` belongs to the call; may move the target there. */
  admits(source: Address): boolean {
    if (same(source, this.#target)) {
      this.#settled ||= same(source, this.announced)
      return true
    }
    const near = network(source.host) === network(this.announced.host)
    if (this.#settled || !same(this.#target, this.announced) || !(near || this.#now() < this.#until)) return false
    this.#target = source
    return true
  }
}

const same = (a: Address, b: Address): boolean => a.host === b.host && a.port === b.port
/** The /24 of an IPv4 address, the /64 of an IPv6 one. */
const network = (host: string): string => (host.includes(':') ? host.split(':').slice(0, 4).join(':') : host.split('.').slice(0, 3).join('.'))
