import { isIP } from 'node:net'
import { type Transport, TransportState } from 'sip.js'
import { EmitterImpl } from 'sip.js/lib/api/emitter.js'
import type { SipTransport as TransportName } from '../../../shared/domain/line.ts'
import { type Address, hostPort, mayReach, sameAddress } from './address.ts'
import type { ChallengePolicy } from './challenge-policy.ts'
import { ExactTargets } from './gaps/exact-target.ts'
import { withReadableBody } from './gaps/readable-body.ts'
import { readableMessage } from './gaps/readable-message.ts'
import { UdpTransactions } from './gaps/udp-transactions.ts'
import { withoutMadeUpTag, withToTag, withUsableDialog } from './gaps/usable-dialog.ts'
import { withUsableExpiry } from './gaps/usable-expiry.ts'
import type { Guard } from './guard.ts'
import { OriginalParties, readRequest } from './incoming-request.ts'
import { addressesOf } from './locate.ts'
import { OpenRequests } from './open-requests.ts'
import { OwnAddress } from './own-address.ts'
import { type Peeked, peek, uriTarget } from './sip-message.ts'
import { openWire, type Wire, type WireOptions } from './wire.ts'

export type SipTransportOptions = {
  /** The `.invalid` name that sip.js writes where our address belongs (sip.js's viaHost). */
  readonly placeholder: string
  /** User part of our Contact: requests outside a dialog are passed to sip.js under it. */
  readonly contactUser: string
  readonly guard: Guard
  /** Where and how to connect; called for each connection. */
  readonly next: () => Promise<WireOptions>
  /** Which challenges of the server are answered. */
  readonly challenges: ChallengePolicy
  /** Our public address changed (RFC 3581): the Contact has to be registered again. */
  readonly onAddress: () => void
  readonly log: (text: string) => void
  /** Each message as sent or received: ours, the server's, and those of our dialogs and transactions. */
  readonly onTrace: (way: 'in' | 'out', text: string, peer: Address) => void
  readonly openWire?: typeof openWire
}

/** The connection was closed by us while it was being opened. */
export class ConnectAborted extends Error {
  override readonly name = 'ConnectAborted'
  constructor() {
    super('closed while connecting')
  }
}

/**
 * sip.js's Transport on a wire. Decides who may send us what, retransmits on UDP, and puts our address into messages. Nothing
 * that comes from the network throws.
 */
export class SipTransport implements Transport {
  onConnect: (() => void) | undefined
  onDisconnect: ((error?: Error) => void) | undefined
  onMessage: ((message: string) => void) | undefined
  readonly stateChange = new EmitterImpl<TransportState>()
  #state = TransportState.Disconnected
  readonly #options: SipTransportOptions
  #opening: { readonly abort: AbortController; readonly done: Promise<void> } | undefined
  #wire: Wire | undefined
  #name: TransportName = 'udp'
  /** The name of the server that the wire leads to. */
  #server = ''
  #transactions: UdpTransactions | undefined
  readonly #requests = new OpenRequests()
  readonly #parties = new OriginalParties()
  readonly #targets = new ExactTargets()
  readonly #own: OwnAddress
  #heardAt = 0

  constructor(_logger: unknown, options: SipTransportOptions) {
    this.#options = options
    this.#own = new OwnAddress(options.placeholder)
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
  /** `host:port` of our Contact. */
  get contactAddress(): string {
    return this.#own.contact
  }

  /** ms since anything came from the server, keep-alives included. */
  get quietFor(): number {
    return performance.now() - this.#heardAt
  }

  isConnected(): boolean {
    return this.#state === TransportState.Connected
  }

  /** Connects, or waits for the connecting that is under way. Rejects with ConnectAborted when it is disconnected meanwhile. */
  connect(): Promise<void> {
    if (this.isConnected()) return Promise.resolve()
    if (this.#opening) return this.#opening.done
    const abort = new AbortController()
    // runs after this.#opening is set, which it clears at its end
    const done = Promise.resolve().then(() => this.#open(abort.signal))
    this.#opening = { abort, done }
    this.#change(TransportState.Connecting)
    return done
  }

  async #open(signal: AbortSignal): Promise<void> {
    let wire: Wire | undefined
    let closed: Error | undefined
    try {
      const options = await this.#options.next()
      signal.throwIfAborted()
      this.#server = options.target.host.toLowerCase()
      wire = await (this.#options.openWire ?? openWire)(
        options,
        {
          onMessage: (text, size, from) => this.#guarded(() => wire && wire === this.#wire && this.#receive(text, size, from)),
          onPong: () => this.#heard(),
          onClose: (why) => {
            closed = why
            if (!wire || this.#wire !== wire) return
            this.#drop()
            this.#change(TransportState.Disconnected, why)
          },
        },
        signal,
      )
      signal.throwIfAborted()
      if (closed) throw closed
    } catch (e) {
      wire?.close()
      if (signal.aborted) throw new ConnectAborted()
      this.#opening = undefined
      this.#change(TransportState.Disconnected, e as Error)
      throw e
    }
    this.#opening = undefined
    this.#use(wire)
  }

  #use(wire: Wire): void {
    this.#wire = wire
    this.#name = wire.transport
    this.#own.local = wire.local
    this.#heard()
    if (wire.transport === 'udp') this.#transactions = new UdpTransactions((text, to) => this.#write(wire, text, to))
    this.#change(TransportState.Connected)
  }

  /** Closes the connection; one that is being opened is given up. */
  async disconnect(): Promise<void> {
    this.#opening?.abort.abort()
    this.#opening = undefined
    this.#drop()
    this.#change(TransportState.Disconnected)
  }
  dispose(): Promise<void> {
    return this.disconnect()
  }

  /** Sends a message of sip.js, with our address in it. @throws Error without a connection */
  async send(text: string): Promise<void> {
    const wire = this.#wire
    if (!wire) throw new Error('not connected')
    const out = this.#targets.restore(withoutMadeUpTag(this.#own.toWire(text, wire.local)))
    const message = peek(out)
    if (!message) throw new Error('not a SIP message')
    if (makesDialog(message)) this.#options.guard.knowCall(message.callId)
    if (message.status !== null) {
      const response = this.#parties.restore(out, message)
      if (this.#transactions) this.#transactions.sendResponse(response, message)
      else this.#write(wire, response, wire.peer)
    } else if (this.#transactions) {
      const to = await this.#nextHop(message, wire)
      // the wire may have gone while a name was looked up
      if (this.#wire !== wire) return
      this.#requests.opened(message, to)
      this.#transactions.sendRequest(out, message, to)
    } else {
      this.#requests.opened(message, wire.peer)
      this.#write(wire, out, wire.peer)
    }
  }

  /** Timers write too, long after a message came in: what cannot be sent is lost, as on the network. */
  #write(wire: Wire, text: string, to: Address): void {
    this.#guarded(() => {
      wire.send(text, to)
      this.#options.onTrace('out', text, to)
    })
  }

  #guarded(run: () => void): void {
    try {
      run()
    } catch (e) {
      // sip.js throws on some malformed input (unknown URI schemes), sockets on invalid addresses; the line goes on
      this.#options.log(`message dropped: ${e instanceof Error ? e.message : 'unreadable'}`)
    }
  }

  #heard(): void {
    this.#heardAt = performance.now()
  }

  /**
   * RFC 3261 8.1.2, 12.2.1.1: the topmost Route, else the Request-URI inside a dialog; the line's server otherwise, and for an
   * address that is no place of a SIP server, such as this computer's own loopback address.
   */
  async #nextHop(message: Peeked, wire: Wire): Promise<Address> {
    const route = message.headers.get('route')?.[0]
    const target = route ? uriTarget(route) : message.toTag !== null ? uriTarget(message.requestUri) : null
    if (!target || target.host.endsWith('.invalid')) return wire.peer
    // the server itself, as an outbound proxy for example: its name was located already, perhaps at another port by SRV (RFC 3263)
    if (target.host.toLowerCase() === this.#server && (!isIP(target.host) || target.port === null)) return wire.peer
    const [host] = await addressesOf(target.host)
    return host && mayReach(wire.local.host, host) ? { host, port: target.port ?? 5060 } : wire.peer
  }

  #receive(raw: string, size: number, from: Address): void {
    // some stacks begin a datagram with the CRLF of a keep-alive (RFC 3261 7.5)
    const text = raw.replace(/^(?:\r\n)+/, '')
    const message = peek(text)
    const wire = this.#wire
    if (!wire || !message?.via) return
    const fromServer = sameAddress(from, wire.peer)
    if (!this.#options.guard.admits(message, size, from.host, fromServer)) return
    // an unsolicited response of a stranger is not even traced
    const expected = message.status === null || this.#requests.admits(message, from)
    if (!expected && !fromServer) return
    this.#options.onTrace('in', text, from)
    if (fromServer || this.#options.guard.trusts(from.host)) this.#heard()
    if (!expected) return
    this.#targets.remember(message)
    const forSip =
      message.status === null ? this.#incomingRequest(text, message, from, wire) : this.#incomingResponse(text, message, fromServer, wire)
    // some servers leave out the reason phrase and the space before it, which sip.js expects (RFC 3261 7.2)
    if (forSip !== null) this.onMessage?.(withUsableExpiry(forSip.replace(/^(SIP\/2\.0 \d{3})(?=\r\n)/, '$1 '), message))
  }

  /** A response to a request of ours. */
  #incomingResponse(text: string, message: Peeked, fromServer: boolean, { peer }: Wire): string | null {
    if (fromServer && this.#own.learn(message)) this.#options.onAddress()
    if (this.#transactions && !this.#transactions.receiveResponse(message)) return null
    const server = hostPort(peer.host, peer.port)
    const answered = this.#options.challenges.choose(text, message, fromServer)
    const readable = readableMessage(answered, message, server)
    return readable === null
      ? null
      : this.#own.fromWire(withUsableDialog(withToTag(withReadableBody(readable, message), message), message, server), message)
  }

  #incomingRequest(text: string, message: Peeked, from: Address, wire: Wire): string | null {
    if (this.#transactions && !this.#transactions.receiveRequest(message, from)) return null
    const request = readRequest(text, message, from, this.#options.contactUser, wire.peer)
    if (request === null) return null
    if ('forSip' in request) {
      this.#parties.remember(message, request.forSip)
      return request.forSip
    }
    const read = peek(request.answer)
    if (this.#transactions && read) this.#transactions.sendResponse(request.answer, read)
    else this.#write(wire, request.answer, from)
    return null
  }

  #drop(): void {
    const wire = this.#wire
    this.#wire = undefined
    this.#own.local = null
    this.#transactions?.close()
    this.#transactions = undefined
    wire?.close()
  }

  #change(state: TransportState, error?: Error): void {
    if (state === this.#state) return
    const before = this.#state
    this.#state = state
    this.#guarded(() => {
      this.stateChange.emit(state)
      if (state === TransportState.Connected) this.onConnect?.()
      else if (state === TransportState.Disconnected && before === TransportState.Connected) this.onDisconnect?.(error)
    })
  }
}

/** Whether requests may follow within a dialog: our INVITEs and subscriptions, and our answers that make a dialog (RFC 3261 12.1). */
const makesDialog = ({ method, status, toTag }: Peeked): boolean =>
  /^(INVITE|SUBSCRIBE)$/.test(method) && (status === null || (toTag !== null && status > 100 && status < 300))
