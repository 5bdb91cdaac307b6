import { Subscriber, SubscriptionState, type UserAgent } from 'sip.js'
import type { Voicemail } from '../../../shared/domain/line-preferences.ts'
import { readSeconds, realTimers, type Timers } from '../sip/timers.ts'
import { readMessageSummary } from './message-summary.ts'

const EXPIRES = 3600
/** ms until a subscription that the server ended is made again, doubling. */
const WAIT = { first: 60_000, longest: 60 * 60_000 }
/** RFC 6665 4.1.3: reasons with which a server ends a subscription for good. */
const forGood = ['rejected', 'noresource', 'invariant']

/**
 * Voicemail that waits at the server (RFC 3842): subscribed to once the line is registered. A server that refuses the
 * subscription is not asked again in this run; a subscription that ends is made again. Unsolicited notifications count as well.
 */
export class Mailbox {
  readonly #userAgent: UserAgent
  readonly #onChange: (voicemail: Voicemail) => void
  readonly #timers: Timers
  #subscriber: Subscriber | undefined
  #refused = false
  #again: unknown
  #wait = WAIT.first
  /** ms on the clock of the timers; the line is registered far more often than the server wants to be asked. */
  #notBefore = 0

  constructor(userAgent: UserAgent, onChange: (voicemail: Voicemail) => void, timers: Timers = realTimers) {
    this.#userAgent = userAgent
    this.#onChange = onChange
    this.#timers = timers
  }

  /** A NOTIFY, solicited or not. @param event its Event header */
  read(event: string | undefined, body: string): void {
    const summary = /^message-summary\b/i.test(event ?? '') ? readMessageSummary(body) : null
    if (summary) this.#onChange(summary)
  }

  subscribe(): void {
    if (this.#refused || this.#subscriber) return
    this.#timers.clear(this.#again)
    const wait = this.#notBefore - this.#timers.now()
    if (wait > 0) {
      this.#again = this.#timers.set(() => this.subscribe(), wait)
      return
    }
    const { uri } = this.#userAgent.configuration
    const subscriber = new Subscriber(this.#userAgent, uri, 'message-summary', {
      expires: EXPIRES,
      extraHeaders: ['Accept: application/simple-message-summary'],
    })
    this.#subscriber = subscriber
    let notified = false
    let ending = ''
    subscriber.delegate = {
      onNotify: (notification) => {
        const { request } = notification
        notified = true
        void notification.accept().catch(() => {})
        const state = request.getHeader('subscription-state') ?? ''
        if (/^\s*terminated\b/i.test(state)) {
          ending = state
          // sip.js would subscribe again at once for some reasons, as often as a server sends them
          request.setHeader('subscription-state', 'terminated')
        }
        this.read(request.getHeader('event'), request.body)
      },
    }
    subscriber.stateChange.addListener((state) => {
      if (state !== SubscriptionState.Terminated || this.#subscriber !== subscriber) return
      this.#subscriber = undefined
      if (notified) this.#ended(ending)
      else this.#refused = true
    })
    void subscriber.subscribe().catch(() => {})
  }

  #ended(state: string): void {
    const reason = /;\s*reason\s*=\s*([\w-]+)/i.exec(state)?.[1]?.toLowerCase() ?? ''
    if (forGood.includes(reason)) {
      this.#refused = true
      return
    }
    const asked = readSeconds(/;\s*retry-after\s*=\s*(\d+)/i.exec(state)?.[1]) ?? 0
    this.#notBefore = this.#timers.now() + Math.max(this.#wait, asked * 1000)
    this.#wait = Math.min(WAIT.longest, this.#wait * 2)
    this.subscribe()
  }

  /** The connection is gone: the next registration subscribes again. */
  lost(): void {
    this.#timers.clear(this.#again)
    const subscriber = this.#subscriber
    this.#subscriber = undefined
    void subscriber?.dispose().catch(() => {})
  }
}
