import { type Transport, TransportState } from 'sip.js'
import { EmitterImpl } from 'sip.js/lib/api/emitter.js'
import type { SipTransport as TransportName } from '../../../shared/line.ts'
import { chooseChallenge } from './challenge.ts'
import type { Guard } from './guard.ts'
import { addressesOf } from './locate.ts'
import { optionsAnswer } from './options-answer.ts'
import { editTopVia, headEnd, hostPort, type Peeked, peek, uriTarget } from './sip-message.ts'
import { type Address, UdpTransactions } from './udp-transactions.ts'
import { openWire, type Wire, type WireOptions } from './wire.ts'

export type SipTransportOptions = {
  /** The `.invalid` name that sip.js writes where our address belongs (sip.js's viaHost). */
  readonly placeholder: string
  /** User part of our Contact: out-of-dialog requests are handed to sip.js under it. */
  readonly contactUser: string
  readonly guard: Guard
  /** Where and how to connect; asked at each connect. */
  readonly next: () => Promise<WireOptions>
  /** Digest realms this line may answer, learned from REGISTER's challenges. */
  readonly realms: Set<string>
  /** The address others see us under changed (RFC 3581): the Contact is to be registered again. */
  readonly onAddress: () => void
  readonly log: (text: string) => void
  /** Each message as it stands on the wire. */
  readonly onTrace: (way: 'in' | 'out', text: string, peer: Address) => void
}

/**
 * sip.js's Transport over the line's own wire. sip.js knows its address only as a placeholder; here the real one goes in on
 * the way out and the placeholder comes back on the way in.
 */
export class SipTransport implements Transport {
  onConnect: (() => void) | undefined
  onDisconnect: ((error?: Error) => void) | undefined
  onMessage: ((message: string) => void) | undefined
  readonly stateChange = new EmitterImpl<TransportState>()
  #state = TransportState.Disconnected
  readonly #o: SipTransportOptions
  #wire: Wire | undefined
  #name: TransportName = 'udp'
  #transactions: UdpTransactions | undefined
  #public: Address | undefined
  #heardAt = 0
  /** Every address we ever put into a Contact, to be found again in a registrar's answer. */
  readonly #ours = new Set<string>()

  constructor(_logger: unknown, options: SipTransportOptions) {
    this.#o = options
  }

  get state(): TransportState {
    return this.#state
  }
  /** Becomes the Via's transport token. */
  get protocol(): string {
    return this.#name.toUpperCase()
  }
  get name(): TransportName {
    return this.#name
  }
  get wire(): Wire | undefined {
    return this.#wire
  }
  /** `host:port` as it stands in our Contact. */
  get contactAddress(): string {
    const a = this.#public ?? this.#wire?.local
    return a ? hostPort(a.host, a.port) : this.#o.placeholder
  }

  /** ms since anything came from the server, keep-alives included. */
  get quietFor(): number {
    return performance.now() - this.#heardAt
  }

  isConnected(): boolean {
    return this.#state === TransportState.Connected
  }

  async connect(): Promise<void> {
    if (this.isConnected()) return
    this.#change(TransportState.Connecting)
    try {
      const options = await this.#o.next()
      this.#name = options.target.transport
      this.#public = undefined
      const wire = await openWire(options, {
        onMessage: (text, size, from) => this.#receive(text, size, from),
        onPong: () => this.#heard(),
        onClose: (why) => {
          if (this.#wire !== wire) return
          this.#drop()
          this.#change(TransportState.Disconnected, why)
        },
      })
      this.#wire = wire
      this.#heard()
      if (this.#name === 'udp') this.#transactions = new UdpTransactions((text, to) => this.#write(wire, text, to))
      this.#change(TransportState.Connected)
    } catch (e) {
      this.#change(TransportState.Disconnected, e as Error)
      throw e
    }
  }

  async disconnect(): Promise<void> {
    this.#drop()
    this.#change(TransportState.Disconnected)
  }
  dispose(): Promise<void> {
    return this.disconnect()
  }

  async send(text: string): Promise<void> {
    const wire = this.#wire
    if (!wire) throw new Error('not connected')
    const out = this.#withAddress(text, wire)
    const message = peek(out)
    if (!message) throw new Error('not a SIP message')
    this.#o.guard.knowCall(message.callId)
    if (message.status !== null) {
      if (this.#transactions) this.#transactions.sendResponse(out, message)
      else this.#write(wire, out, wire.peer)
    } else if (this.#transactions) {
      const to = await this.#nextHop(message, wire)
      // the wire may have gone while a name was looked up
      if (this.#wire === wire) this.#transactions.sendRequest(out, message, to)
    } else this.#write(wire, out, wire.peer)
  }

  #write(wire: Wire, text: string, to: Address): void {
    wire.send(text, to)
    this.#o.onTrace('out', text, to)
  }

  #heard(): void {
    this.#heardAt = performance.now()
  }

  /** The message with our real address where sip.js wrote its placeholder. */
  #withAddress(text: string, wire: Wire): string {
    const end = headEnd(text)
    this.#ours.add(this.contactAddress)
    const local = hostPort(wire.local.host, wire.local.port)
    const head = text.slice(0, end)
    const viaDone = head.startsWith('SIP/2.0 ')
      ? head
      : editTopVia(head, (v) => v.replace(this.#o.placeholder, local) + (/;\s*rport/i.test(v) ? '' : ';rport'))
    return viaDone.replaceAll(this.#o.placeholder, this.contactAddress) + text.slice(end)
  }

  /** RFC 3261 8.1.2, 12.2.1.1: the topmost Route, else the Request-URI inside a dialog; the line's server otherwise. */
  async #nextHop(message: Peeked, wire: Wire): Promise<Address> {
    const route = message.headers.get('route')?.[0]
    const target = route ? uriTarget(route) : message.toTag !== null ? uriTarget(message.requestUri) : null
    if (!target || target.host.endsWith('.invalid')) return wire.peer
    const [host] = await addressesOf(target.host)
    return host ? { host, port: target.port ?? 5060 } : wire.peer
  }

  #receive(text: string, size: number, from: Address): void {
    const message = peek(text)
    const connected = this.#name !== 'udp'
    if (!message?.via || !this.#o.guard.admits(message, size, from.host, connected)) return
    this.#heard()
    this.#o.onTrace('in', text, from)
    const forSip = message.status === null ? this.#incomingRequest(text, message, from) : this.#incomingResponse(text, message)
    if (forSip === null) return
    try {
      this.onMessage?.(forSip)
    } catch (e) {
      // sip.js throws on some malformed input (unknown URI schemes); the line goes on
      this.#o.log(`message dropped: ${e instanceof Error ? e.message : 'unreadable'}`)
    }
  }

  #incomingResponse(text: string, message: Peeked): string | null {
    this.#learnAddress(message)
    if (this.#transactions && !this.#transactions.receiveResponse(message)) return null
    let out = chooseChallenge(text, message, this.#o.realms)
    // sip.js drops a response whose top Via is not exactly its viaHost without a port
    out = editTopVia(out, (v) => v.replace(/^(\S+\s+)[^;]+/, `$1${this.#o.placeholder}`))
    if (message.method !== 'REGISTER') return out
    // ... and a REGISTER response whose Contact is not its own URI
    return out.replace(/^(m|contact)(\s*:.*)$/gim, (line) => [...this.#ours].reduce((l, a) => l.replaceAll(`@${a}`, `@${this.#o.placeholder}`), line))
  }

  #incomingRequest(text: string, message: Peeked, from: Address): string | null {
    if (this.#transactions && !this.#transactions.receiveRequest(message, from)) return null
    const via = message.via
    let out = text
    // RFC 3261 18.2.1, RFC 3581 4
    if (via && (via.rport !== null || via.host !== from.host)) {
      const filled = `;received=${from.host}${via.rport === null ? '' : `;rport=${from.port}`}`
      out = editTopVia(out, (v) => v.replace(/;\s*rport(=\d*)?/i, '').replace(/;\s*received=[^;\s]*/i, '') + filled)
    }
    if (message.method === 'OPTIONS' && message.toTag === null) {
      const answer = optionsAnswer(out)
      const read = answer === null ? null : peek(answer)
      if (answer !== null && read) {
        if (this.#transactions) this.#transactions.sendResponse(answer, read)
        else if (this.#wire) this.#write(this.#wire, answer, from)
      }
      return null
    }
    return message.toTag === null ? this.#underOurName(out) : out
  }

  /** Providers put the called number (or `sips:`) into the Request-URI; sip.js answers 404 (416) to all but its Contact's user. */
  #underOurName(text: string): string {
    return text.replace(
      /^(INVITE|MESSAGE|NOTIFY|SUBSCRIBE|REFER|INFO) sips?:(?:[^@\s;]*@)?/,
      (_all, method: string) => `${method} sip:${this.#o.contactUser}@`,
    )
  }

  #learnAddress({ via }: Peeked): void {
    const local = this.#wire?.local
    if (!via || !local || (!via.received && !via.rport)) return
    const seen = { host: via.received ?? local.host, port: via.rport || local.port }
    const now = this.#public ?? local
    if (seen.host === now.host && seen.port === now.port) return
    this.#public = seen
    this.#o.onAddress()
  }

  #drop(): void {
    const wire = this.#wire
    this.#wire = undefined
    this.#transactions?.close()
    this.#transactions = undefined
    wire?.close()
  }

  #change(state: TransportState, error?: Error): void {
    if (state === this.#state) return
    const before = this.#state
    this.#state = state
    this.stateChange.emit(state)
    if (state === TransportState.Connected) this.onConnect?.()
    else if (state === TransportState.Disconnected && before === TransportState.Connected) this.onDisconnect?.(error)
  }
}
