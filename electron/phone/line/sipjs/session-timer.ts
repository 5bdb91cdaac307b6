import { realTimers, type Timers } from '../../transport/udp-transactions.ts'

/** Gap in sip.js: session timers (RFC 4028). What is agreed on, who refreshes, and when a session is taken for dead. */
export const WANTED_INTERVAL = 1800
/** RFC 4028 5: nothing below 90 s is accepted. */
export const SHORTEST_INTERVAL = 90

export type SessionExpires = { readonly seconds: number; readonly refresher: 'uac' | 'uas' | null }

/** `1800;refresher=uac`; null for what is none. */
export function readSessionExpires(value: string | undefined): SessionExpires | null {
  const match = /^\s*(\d{1,9})/.exec(value ?? '')
  if (!match) return null
  const refresher = /;\s*refresher\s*=\s*(uac|uas)\b/i.exec(value ?? '')?.[1]?.toLowerCase() as 'uac' | 'uas' | undefined
  return { seconds: Number(match[1]), refresher: refresher ?? null }
}

export type SessionTimerEvents = {
  /** Half the interval is over and it is on us to refresh. */
  readonly onRefresh: () => void
  /** Nobody refreshed: the far end is gone, a BYE is due (RFC 4028 10). */
  readonly onExpired: () => void
}

type Header = (name: string) => string | undefined

export class SessionTimer {
  readonly #events: SessionTimerEvents
  readonly #timers: Timers
  #interval = WANTED_INTERVAL
  #shortest = SHORTEST_INTERVAL
  #weRefresh: boolean | null = null
  #refresh: unknown = null
  #expiry: unknown = null

  constructor(events: SessionTimerEvents, timers: Timers = realTimers) {
    this.#events = events
    this.#timers = timers
  }

  /** Seconds agreed on and who refreshes; null while none is. */
  get terms(): { readonly seconds: number; readonly weRefresh: boolean } | null {
    return this.#weRefresh === null ? null : { seconds: this.#interval, weRefresh: this.#weRefresh }
  }

  /** A refusal with 422 named a longer interval (RFC 4028 6): true when another try makes sense. */
  tooShort(header: Header): boolean {
    const least = Number(/^\s*(\d{1,9})/.exec(header('min-se') ?? '')?.[1] ?? 0)
    if (least <= this.#interval || least > 86_400) return false
    this.#interval = least
    this.#shortest = least
    return true
  }

  /** Headers of our INVITEs and UPDATEs; roles are those of the request that carries them. */
  requestHeaders(): string[] {
    const refresher = this.#weRefresh === null ? '' : `;refresher=${this.#weRefresh ? 'uac' : 'uas'}`
    return [`Session-Expires: ${this.#interval}${refresher}`, `Min-SE: ${this.#shortest}`]
  }

  /** What a 2xx to our request settled. */
  accepted(header: Header): void {
    const terms = readSessionExpires(header('session-expires'))
    if (terms) this.#settle(terms.seconds, terms.refresher !== 'uas')
    // a far end without timers: we refresh by ourselves, so that a dead call is noticed
    else this.#settle(this.#interval, true)
  }

  /** Headers of our 2xx to a request of theirs, or null when the interval is too short and 422 is due. */
  answer(header: Header): string[] | null {
    const asked = readSessionExpires(header('session-expires'))
    const knows = /(^|[\s,])timer\b/i.test([header('supported'), header('k'), header('require')].join(','))
    if (asked && asked.seconds < SHORTEST_INTERVAL && knows) return null
    const seconds = Math.max(asked?.seconds ?? this.#interval, SHORTEST_INTERVAL)
    // RFC 4028 9, table 2
    const refresher = knows ? (asked?.refresher ?? 'uac') : 'uas'
    this.#settle(seconds, refresher === 'uas')
    return [`Session-Expires: ${seconds};refresher=${refresher}`, ...(refresher === 'uac' ? ['Require: timer'] : [])]
  }

  stop(): void {
    this.#timers.clear(this.#refresh)
    this.#timers.clear(this.#expiry)
    this.#weRefresh = null
  }

  #settle(seconds: number, weRefresh: boolean): void {
    this.stop()
    this.#interval = Math.min(seconds, 86_400)
    this.#weRefresh = weRefresh
    const ms = this.#interval * 1000
    if (weRefresh) this.#refresh = this.#timers.set(() => this.#events.onRefresh(), ms / 2)
    // RFC 4028 10: a little before the end, so that the BYE is there in time
    this.#expiry = this.#timers.set(() => this.#events.onExpired(), ms - Math.min(32_000, ms / 3))
  }
}
