import type { Address } from '../address.ts'
import type { Peeked } from '../sip-message.ts'
import { realTimers, type Timers } from '../timers.ts'

/** RFC 3261 17, table 4. */
const T1 = 500
const T2 = 4000
const TRANSACTION = 64 * T1

type ClientTransaction = {
  text: string
  to: Address
  timer: unknown
  wait: number
  until: number
  invite: boolean
  done: boolean
  ack: { text: string; to: Address } | null
}
type ServerTransaction = { from: Address; last: string | null; timer: unknown; expiry: unknown; acked: boolean }

/**
 * Gap in sip.js: it treats every transport as a reliable one. UDP needs the retransmission timers A, E and G and the states that
 * timers D, I, J and K end (RFC 3261 17). Requests are repeated until they are answered, final refusals of an INVITE until they
 * are acknowledged; messages that the other side repeats are answered here and reach sip.js once. sip.js's timers B and F report
 * a request that was never answered.
 */
export class UdpTransactions {
  readonly #client = new Map<string, ClientTransaction>()
  readonly #server = new Map<string, ServerTransaction>()
  readonly #write: (text: string, to: Address) => void
  readonly #timers: Timers

  constructor(write: (text: string, to: Address) => void, timers: Timers = realTimers) {
    this.#write = write
    this.#timers = timers
  }

  /** Sends a request of ours, repeatedly until it is answered. */
  sendRequest(text: string, message: Peeked, to: Address): void {
    this.#write(text, to)
    if (message.method === 'ACK') {
      // answers repeated refusals of the INVITE; the ACK of a 2xx has another branch and is not kept
      const invite = this.#client.get(`${message.branch} INVITE`)
      if (invite) invite.ack = { text, to }
      return
    }
    const key = `${message.branch} ${message.method}`
    const t: ClientTransaction = {
      text,
      to,
      timer: null,
      wait: T1,
      until: this.#timers.now() + TRANSACTION,
      invite: message.method === 'INVITE',
      done: false,
      ack: null,
    }
    this.#client.set(key, t)
    const again = (): void => {
      if (this.#timers.now() > t.until) {
        this.#client.delete(key)
        return
      }
      this.#write(t.text, t.to)
      t.wait = t.invite ? t.wait * 2 : Math.min(t.wait * 2, T2)
      t.timer = this.#timers.set(again, t.wait)
    }
    t.timer = this.#timers.set(again, t.wait)
  }

  /** A response of ours to a request that came in. */
  sendResponse(text: string, message: Peeked): void {
    const t = this.#server.get(`${message.branch} ${message.method}`)
    const status = message.status ?? 0
    const to = t?.from ?? { host: message.via?.received ?? message.via?.host ?? '', port: message.via?.rport || (message.via?.port ?? 5060) }
    this.#write(text, to)
    if (!t || status === 100) return
    t.last = text
    // timer G; sip.js repeats 2xx itself
    if (status >= 300 && message.method === 'INVITE') this.#repeatUntilAcked(t, text, to)
  }

  /** A response came in. @returns false when it is a repeat, which sip.js must not see */
  receiveResponse(message: Peeked): boolean {
    const t = this.#client.get(`${message.branch} ${message.method}`)
    if (!t) return true
    const status = message.status ?? 0
    if (status < 200) {
      if (t.invite) this.#timers.clear(t.timer)
      else t.wait = T2
      return true
    }
    if (t.done) {
      if (t.invite && status < 300) return true
      if (t.invite && t.ack) this.#write(t.ack.text, t.ack.to)
      return false
    }
    this.#timers.clear(t.timer)
    t.done = true
    t.timer = this.#timers.set(() => this.#client.delete(`${message.branch} ${message.method}`), TRANSACTION)
    return true
  }

  /** A request came in. @returns false when it is a repeat, which was answered here */
  receiveRequest(message: Peeked, from: Address): boolean {
    const key = `${message.branch} ${message.method === 'ACK' ? 'INVITE' : message.method}`
    const t = this.#server.get(key)
    if (message.method === 'ACK') {
      if (t) {
        t.acked = true
        this.#timers.clear(t.timer)
      }
      return true
    }
    if (t) {
      if (t.last) this.#write(t.last, t.from)
      return false
    }
    // RFC 3581 4: with rport the response goes to where the request came from
    const asked = message.via?.rport === null ? (message.via?.port ?? from.port) : from.port
    const fresh: ServerTransaction = { from: { host: from.host, port: asked }, last: null, timer: null, expiry: null, acked: false }
    fresh.expiry = this.#timers.set(() => this.#server.delete(key), message.method === 'INVITE' ? 4 * 60_000 : TRANSACTION)
    this.#server.set(key, fresh)
    return true
  }

  close(): void {
    for (const t of this.#client.values()) this.#timers.clear(t.timer)
    for (const t of this.#server.values()) {
      this.#timers.clear(t.timer)
      this.#timers.clear(t.expiry)
    }
    this.#client.clear()
    this.#server.clear()
  }

  #repeatUntilAcked(t: ServerTransaction, text: string, to: Address): void {
    const until = this.#timers.now() + TRANSACTION
    let wait = T1
    const again = (): void => {
      if (t.acked || this.#timers.now() > until) return
      this.#write(text, to)
      wait = Math.min(wait * 2, T2)
      t.timer = this.#timers.set(again, wait)
    }
    t.timer = this.#timers.set(again, wait)
  }
}
