import { type Address, hostPort } from './address.ts'
import { LearnedAddress } from './learned-address.ts'
import { editTopVia, headEnd, type Peeked } from './sip-message.ts'

/** How many of our recent addresses a registrar's answer may hold. */
const REMEMBERED = 20

/**
 * Our address in messages. sip.js writes a placeholder (its viaHost): it is replaced by the real address on the way out and put
 * back on the way in.
 */
export class OwnAddress {
  readonly #placeholder: string
  readonly #learned = new LearnedAddress()
  #local: Address | null = null
  /** The addresses of our recent Contacts, to be found again in a registrar's answer. */
  readonly #used = new Set<string>()

  constructor(placeholder: string) {
    this.#placeholder = placeholder
  }

  /** The local address of the open connection; null without one. */
  set local(local: Address | null) {
    this.#local = local
    this.#learned.reset()
  }

  /** `host:port` of our Contact. */
  get contact(): string {
    const address = this.#local && (this.#learned.current ?? this.#local)
    return address ? hostPort(address.host, address.port) : this.#placeholder
  }

  /** Learns our public address from a response of the server (RFC 3581). @returns whether our Contact changed */
  learn({ via }: Peeked): boolean {
    return via !== null && this.#local !== null && this.#learned.learn(via, this.#local)
  }

  /** The message as it is sent: with our real address instead of sip.js's placeholder. */
  toWire(text: string, local: Address): string {
    const { contact } = this
    this.#used.delete(contact)
    this.#used.add(contact)
    if (this.#used.size > REMEMBERED) this.#used.delete(this.#used.values().next().value ?? '')
    const end = headEnd(text)
    const head = text.slice(0, end)
    const viaDone = head.startsWith('SIP/2.0 ')
      ? head
      : editTopVia(head, (v) => v.replace(this.#placeholder, hostPort(local.host, local.port)) + (/;\s*rport/i.test(v) ? '' : ';rport'))
    return viaDone.replaceAll(this.#placeholder, contact) + text.slice(end)
  }

  /** The response as sip.js accepts it. */
  fromWire(response: string, { method }: Peeked): string {
    // sip.js drops a response whose top Via is not exactly its viaHost without a port
    const out = editTopVia(response, (v) => v.replace(/^(\S+\s+)[^;]+/, `$1${this.#placeholder}`))
    if (method !== 'REGISTER') return out
    // ... and a REGISTER response whose Contact is not its own URI
    return out.replace(/^(m|contact)(\s*:.*)$/gim, (line) => [...this.#used].reduce((l, a) => l.replaceAll(`@${a}`, `@${this.#placeholder}`), line))
  }
}
