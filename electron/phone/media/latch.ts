import type { Address } from '../sip/address.ts'

/** Packets in sequence that another source has to send before it is accepted: a blind spray never sends that many to one port. */
const PROBATION = 4
/** Sources on probation at the same time. */
const MOST_CANDIDATES = 16
/** ms without a packet after which a source counts as silent. */
const SILENT_AFTER = 1000

export type LatchOptions = {
  /** Further hosts that may be the far end's: where its signalling comes from, and our own public address (a shared router). */
  readonly hosts?: readonly string[]
  /** ms on a monotonic clock. */
  readonly now?: () => number
}
type PacketNumber = { readonly ssrc: number; readonly sequence: number }
type Candidate = { readonly ssrc: number; next: number; count: number }
type Known = { readonly source: Address; readonly announced: Address }

/**
 * Where RTP comes from and goes to (symmetric RTP, RFC 4961). The announced address always wins. Many peers announce one address
 * and send from another (NAT): as long as nothing came from the announced one, another port of its host is accepted, or a port
 * of a host known to belong to the far end. We send to an accepted source only as long as it sends.
 */
export class Latch {
  readonly announced: Address
  readonly #hosts: ReadonlySet<string>
  readonly #now: () => number
  readonly #candidates = new Map<string, Candidate>()
  /** Sources of earlier descriptions: late packets from them do not count for this one. */
  #earlier: readonly Known[] = []
  #latched: { readonly source: Address; at: number } | null = null
  /** When the announced address was last heard, or announced. */
  #announcedAt: number
  #announcedHeard = false

  constructor(announced: Address, { hosts = [], now = () => performance.now() }: LatchOptions = {}) {
    this.announced = announced
    this.#hosts = new Set(hosts)
    this.#now = now
    this.#announcedAt = now()
  }

  /** The latch for another description; the same one when the announced address is unchanged. */
  moved(announced: Address, options: LatchOptions = {}): Latch {
    if (same(announced, this.announced)) return this
    const next = new Latch(announced, { now: this.#now, ...options })
    const sources = [this.announced, ...(this.#latched ? [this.#latched.source] : [])]
    next.#earlier = [...this.#earlier, ...sources.map((source) => ({ source, announced: this.announced }))]
      .filter((known) => !same(known.announced, announced))
      .slice(-MOST_CANDIDATES)
    return next
  }

  /** Where our packets go. */
  get target(): Address {
    return this.#latched && !this.#silentSince(this.#latched.at) ? this.#latched.source : this.announced
  }

  /** Whether a packet from `source` belongs to the call; it may change the target. */
  admits(source: Address, packet: PacketNumber): boolean {
    if (same(source, this.announced)) {
      this.#announcedAt = this.#now()
      this.#announcedHeard = true
      this.#latched = null
      this.#candidates.clear()
      return true
    }
    if (this.#latched && same(source, this.#latched.source)) {
      this.#latched.at = this.#now()
      return true
    }
    const rank = this.#rank(source)
    if (rank === 0 || !this.#open(rank) || !this.#proven(source, packet)) return false
    if (this.#announcedHeard || this.#earlier.some((known) => same(known.source, source))) {
      // the same host goes on from another port (music on hold): it is heard, but we do not send there
      return rank === 2 && this.#silentSince(this.#announcedAt)
    }
    this.#latched = { source, at: this.#now() }
    return true
  }

  /** Whether RTCP from `host` belongs to the call. */
  admitsReport(host: string): boolean {
    return host === this.announced.host || host === this.target.host
  }

  /** 2: the announced host. 1: another host of the far end. 0: a stranger. */
  #rank(source: Address): 0 | 1 | 2 {
    return source.host === this.announced.host ? 2 : this.#hosts.has(source.host) ? 1 : 0
  }

  /** Whether a source of this rank may replace the current one. */
  #open(rank: 1 | 2): boolean {
    return !this.#latched || this.#silentSince(this.#latched.at) || rank > this.#rank(this.#latched.source)
  }

  /** Counts packets in sequence, as a stream sends them (RFC 3550 A.1). */
  #proven(source: Address, { ssrc, sequence }: PacketNumber): boolean {
    const key = `${source.host} ${source.port}`
    const known = this.#candidates.get(key)
    const goesOn = known?.ssrc === ssrc && known.next === sequence
    const count = goesOn ? known.count + 1 : known && known.count >= PROBATION && known.ssrc === ssrc ? known.count : 1
    this.#candidates.delete(key)
    this.#candidates.set(key, { ssrc, next: (sequence + 1) & 0xffff, count })
    const [oldest] = this.#candidates.keys()
    if (this.#candidates.size > MOST_CANDIDATES && oldest !== undefined) this.#candidates.delete(oldest)
    return count >= PROBATION
  }

  #silentSince(at: number): boolean {
    return this.#now() - at > SILENT_AFTER
  }
}

const same = (a: Address, b: Address): boolean => a.host === b.host && a.port === b.port
