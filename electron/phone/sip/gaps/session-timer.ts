import { realTimers, type Timers } from '../timers.ts'

/** s. RFC 4028 4 recommends it. */
export const WANTED_INTERVAL = 1800
/** s. RFC 4028 5: nothing below it is accepted. */
export const SHORTEST_INTERVAL = 90
/** s. A far end that grants less than it may (RFC 4028 5) makes us refresh no more often than for this interval. */
const LEAST_INTERVAL = 4

export type SessionExpires = { readonly seconds: number; readonly refresher: 'uac' | 'uas' | null }

/** Reads a Session-Expires header (RFC 4028 4), such as `1800;refresher=uac`; null for anything else. */
export function readSessionExpires(value: string | undefined): SessionExpires | null {
  const match = /^\s*(\d{1,9})/.exec(value ?? '')
  if (!match) return null
  const refresher = /;\s*refresher\s*=\s*(uac|uas)\b/i.exec(value ?? '')?.[1]?.toLowerCase() as 'uac' | 'uas' | undefined
  return { seconds: Number(match[1]), refresher: refresher ?? null }
}

export type SessionTimerEvents = {
  /** Half the interval has passed and we are the refresher. */
  readonly onRefresh: () => void
  /** The session was not refreshed: the far end is gone and a BYE is due (RFC 4028 10). */
  readonly onExpired: () => void
}

type Header = (name: string) => string | undefined

/** Gap in sip.js: session timers (RFC 4028). Negotiates the interval and the refresher, and finds dead sessions. */
export class SessionTimer {
  readonly #events: SessionTimerEvents
  readonly #timers: Timers
  #interval = WANTED_INTERVAL
  #shortest = SHORTEST_INTERVAL
  #weRefresh: boolean | null = null
  #refresh: unknown = null
  #expiry: unknown = null
  #stopped = false

  constructor(events: SessionTimerEvents, timers: Timers = realTimers) {
    this.#events = events
    this.#timers = timers
  }

  /** What was negotiated; null before. */
  get terms(): { readonly seconds: number; readonly weRefresh: boolean } | null {
    return this.#weRefresh === null ? null : { seconds: this.#interval, weRefresh: this.#weRefresh }
  }

  /** A 422 named a longer interval (RFC 4028 6). @returns whether another try makes sense */
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

  /** A 2xx to our request came in. */
  accepted(header: Header): void {
    const terms = readSessionExpires(header('session-expires'))
    if (terms) this.#settle(terms.seconds, terms.refresher !== 'uas')
    // a far end without timers: we refresh, so that a dead call is noticed
    else this.#settle(this.#interval, true)
  }

  /** Headers of our 2xx to a request of the far end; null when its interval is too short and 422 is due. */
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

  /** For good: what comes later, such as the answer to a refresh, starts nothing. */
  stop(): void {
    this.#stopped = true
    this.#clear()
    this.#weRefresh = null
  }

  #settle(seconds: number, weRefresh: boolean): void {
    this.#clear()
    if (this.#stopped) return
    this.#interval = Math.min(Math.max(seconds, LEAST_INTERVAL), 86_400)
    this.#weRefresh = weRefresh
    const ms = this.#interval * 1000
    if (weRefresh) this.#refresh = this.#timers.set(() => this.#events.onRefresh(), ms / 2)
    // RFC 4028 10: a little before the end, so that the BYE arrives in time
    this.#expiry = this.#timers.set(() => this.#events.onExpired(), ms - Math.min(32_000, ms / 3))
  }
  #clear(): void {
    this.#timers.clear(this.#refresh)
    this.#timers.clear(this.#expiry)
  }
}
