import { Subscriber, SubscriptionState, type UserAgent } from 'sip.js'
import type { Voicemail } from '../../../shared/domain/line-preferences.ts'
import { watchSubscribeFailure } from '../sip/gaps/subscription-failure.ts'
import { readSeconds, realTimers, type Timers } from '../sip/timers.ts'
import { readMessageSummary } from './message-summary.ts'

/** s. */
const EXPIRES = 3600
/** ms until a subscription that the server ended is made again, doubling. */
const WAIT = { first: 60_000, longest: 60 * 60_000 }
/** s. The longest wait that a server may ask for: the mailbox is tried at least once a day. */
const LONGEST_ASKED = 86_400
/** RFC 6665 4.1.3: reasons with which a server ends a subscription for good. */
const finalReasons = ['rejected', 'noresource', 'invariant']
/** Responses after which the same request may succeed later; any other refusal is for good. */
const forAWhile = (status: number): boolean =>
  [408, 429, 480, 486, 491].includes(status) || (status >= 500 && status < 600 && ![501, 505].includes(status))

/**
 * Voicemail that waits at the server (RFC 3842): subscribed to once the line is registered. A server that refuses the
 * subscription is not asked again in this run; a subscription that ends, or fails for a while, is made again. Unsolicited
 * notifications count as well.
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

  /** Asks for the mailbox's state (RFC 3842), unless that is under way, was refused for good, or the server requested a wait. */
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
    let end: { forGood: boolean; wait: number } = { forGood: false, wait: 0 }
    watchSubscribeFailure(subscriber, (response) => {
      if (response) end = { forGood: !forAWhile(response.statusCode ?? 0), wait: readSeconds(response.getHeader('retry-after')) ?? 0 }
    })
    subscriber.delegate = {
      onNotify: (notification) => {
        const { request } = notification
        void notification.accept().catch(() => {})
        const state = request.getHeader('subscription-state') ?? ''
        if (/^\s*terminated\b/i.test(state)) {
          end = endOf(state)
          // sip.js would subscribe again at once for some reasons, as often as a server sends them
          request.setHeader('subscription-state', 'terminated')
        } else this.#wait = WAIT.first
        this.read(request.getHeader('event'), request.body)
      },
    }
    subscriber.stateChange.addListener((state) => {
      if (state !== SubscriptionState.Terminated || this.#subscriber !== subscriber) return
      this.#subscriber = undefined
      this.#ended(end)
    })
    void subscriber.subscribe().catch(() => {})
  }

  /** @param wait s, as the server asks */
  #ended({ forGood, wait }: { forGood: boolean; wait: number }): void {
    this.#refused = forGood
    if (forGood) return
    this.#notBefore = this.#timers.now() + Math.max(this.#wait, Math.min(LONGEST_ASKED, wait) * 1000)
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

/** @param state a Subscription-State that says `terminated` */
function endOf(state: string): { forGood: boolean; wait: number } {
  const reason = /;\s*reason\s*=\s*([\w-]+)/i.exec(state)?.[1]?.toLowerCase() ?? ''
  return { forGood: finalReasons.includes(reason), wait: readSeconds(/;\s*retry-after\s*=\s*(\d+)/i.exec(state)?.[1]) ?? 0 }
}
