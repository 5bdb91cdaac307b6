import { Subscriber, SubscriptionState, type UserAgent } from 'sip.js'
import type { Voicemail } from '../../../shared/line-preferences.ts'
import { readMessageSummary } from './message-summary.ts'

const EXPIRES = 3600

/**
 * Messages that wait at the server (RFC 3842): asked for once the line is registered. A server that has no such thing is not
 * asked again in this run; one that tells by itself is heard all the same.
 */
export class Mailbox {
  readonly #userAgent: UserAgent
  readonly #onChange: (voicemail: Voicemail) => void
  #subscriber: Subscriber | undefined
  #refused = false

  constructor(userAgent: UserAgent, onChange: (voicemail: Voicemail) => void) {
    this.#userAgent = userAgent
    this.#onChange = onChange
  }

  /** A NOTIFY, asked for or not. */
  read(event: string | undefined, body: string): void {
    const summary = /^message-summary\b/i.test(event ?? '') ? readMessageSummary(body) : null
    if (summary) this.#onChange(summary)
  }

  subscribe(): void {
    if (this.#refused || this.#subscriber) return
    const { uri } = this.#userAgent.configuration
    const subscriber = new Subscriber(this.#userAgent, uri, 'message-summary', {
      expires: EXPIRES,
      extraHeaders: ['Accept: application/simple-message-summary'],
    })
    this.#subscriber = subscriber
    subscriber.delegate = {
      onNotify: (notification) => {
        void notification.accept().catch(() => {})
        this.read(notification.request.getHeader('event'), notification.request.body)
      },
    }
    subscriber.stateChange.addListener((state) => {
      if (state !== SubscriptionState.Terminated || this.#subscriber !== subscriber) return
      this.#subscriber = undefined
      this.#refused = true
    })
    void subscriber.subscribe().catch(() => {})
  }

  /** The connection is gone: the next registration asks anew. */
  lost(): void {
    const subscriber = this.#subscriber
    this.#subscriber = undefined
    void subscriber?.dispose().catch(() => {})
  }
}
