import { createHash, randomBytes } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { ExchangeCall, type NumberPlan } from './exchange-call.ts'
import { type Listener, listen, type Peer } from './sip-listener.ts'
import { header, headers, method, parse, response, type SipMessage, status, uriOf, userOf } from './sip-text.ts'

export type Registered = {
  readonly user: string
  readonly contact: string
  readonly transport: string
  /** s. */
  readonly expires: number
  readonly peer: Peer
  /** ms since 1970. */
  readonly at: number
  readonly callId: string
}

/** What the exchange answers to. */
export const numbers: NumberPlan = {
  '10000': { does: 'echo' },
  '10001': { does: 'tone', hz: 440 },
  '10002': { does: 'refuse', status: 486, phrase: 'Busy Here' },
  '10003': { does: 'refuse', status: 404, phrase: 'Not Found' },
  '10004': { does: 'ring' },
  '10005': { does: 'early', hz: 620 },
  '10006': { does: 'refuse', status: 603, phrase: 'Decline' },
  '10007': { does: 'call-back', after: 5000 },
  '10008': { does: 'hang-up', after: 1500 },
  '10010': { does: 'cross' },
  // has a rate
  '+442079460011': { does: 'echo' },
  '10009': { does: 'refuse', status: 480, phrase: 'Temporarily Unavailable' },
}

/**
 * A SIP exchange of our own, for trying and testing without foreign peers: a registrar with digest over UDP, TCP and TLS,
 * and numbers that echo, play, ring or refuse. Events: 'registered' (Registered), 'unregistered' (user), 'call'
 * (ExchangeCall), 'message' (text, 'in' | 'out').
 */
export class Exchange extends EventEmitter {
  readonly #passwords: Map<string, string>
  readonly #nonces = new Set<string>()
  readonly bindings = new Map<string, Registered>()
  /** REGISTERs by user. */
  readonly attempts = new Map<string, number>()
  readonly calls = new Map<string, ExchangeCall>()
  readonly #pending = new Map<string, (m: SipMessage) => void>()
  #listeners: Listener[] = []
  algorithm: 'MD5' | 'SHA-256' = 'MD5'
  /** Seconds granted at most. */
  longest = 600
  /** False: nothing is answered any more. */
  answering = true
  /** Numbers that leave their INVITEs without any answer for now: those that are repeated after it count. */
  readonly silent = new Set<string>()

  constructor(passwords: ReadonlyMap<string, string>) {
    super()
    this.#passwords = new Map(passwords)
  }

  /** Listens on loopback, at ports that the system chooses. @param certificate for TLS, PEM */
  async start(certificate: { key: string; cert: string }): Promise<void> {
    const onMessage = (text: string, peer: Peer): void => this.#receive(text, peer)
    this.#listeners = [await listen('udp', onMessage), await listen('tcp', onMessage), await listen('tls', onMessage, certificate)]
  }
  setPassword(user: string, password: string): void {
    this.#passwords.set(user, password)
  }
  /** 0 before the start. */
  port(transport: 'udp' | 'tcp' | 'tls'): number {
    return this.#listeners.find((l) => l.transport === transport)?.port ?? 0
  }

  /** The user's registration, at once or as soon as it comes. @param limit ms. @throws AbortError after it */
  async waitFor(user: string, limit = 25_000): Promise<Registered> {
    const signal = AbortSignal.timeout(limit)
    for (;;) {
      const found = this.bindings.get(user)
      if (found) return found
      await once(this, 'registered', { signal })
    }
  }

  /**
   * Calls a registered user.
   *
   * @param options whose number and name are shown; what the call plays, a tone of 850 Hz without `hz`
   * @returns the call, whose INVITE is sent; `until('ringing')` waits for more
   * @throws Error when the user is not registered
   */
  async callUser(user: string, options: { from?: string; name?: string; mode?: 'echo' | 'tone'; hz?: number } = {}): Promise<ExchangeCall> {
    const binding = this.bindings.get(user)
    if (!binding) throw new Error(`${user} is not registered`)
    const call = new ExchangeCall(this, binding.peer, { does: options.mode ?? 'tone', hz: options.hz ?? 850 })
    await call.invite(binding.contact, options.from ?? '+493023125110', options.name ?? '')
    this.calls.set(call.id, call)
    this.emit('call', call)
    return call
  }

  /** Ends every connection, as a restart does, and forgets what was registered over them. */
  dropConnections(): void {
    for (const listener of this.#listeners) listener.drop()
    for (const [user, { transport }] of this.bindings) if (transport !== 'udp') this.bindings.delete(user)
  }

  /** Sends any text to a peer, as a message of the exchange. */
  send(text: string, peer: Peer): void {
    this.emit('message', text, 'out')
    peer.send(text)
  }
  /** Calls `run` with the responses to a request of ours. */
  expect(callId: string, cseq: string, run: (m: SipMessage) => void): void {
    this.#pending.set(`${callId} ${cseq}`, run)
  }

  async close(): Promise<void> {
    for (const call of this.calls.values()) call.close()
    await Promise.all(this.#listeners.map((l) => l.close()))
  }

  #receive(text: string, peer: Peer): void {
    const m = parse(text)
    this.emit('message', text, 'in')
    if (!this.answering) return
    if (status(m)) {
      this.#pending.get(`${header(m, 'call-id')} ${header(m, 'cseq')}`)?.(m)
      return
    }
    const call = this.calls.get(header(m, 'call-id'))
    switch (method(m)) {
      case 'REGISTER':
        return this.#register(m, peer)
      case 'INVITE':
        if (call) return call.reinvite(m)
        return this.silent.has(dialled(m)) ? undefined : this.#invite(m, peer)
      case 'ACK':
        return call?.acked(m)
      case 'OPTIONS':
        return this.send(response(m, 200, 'OK', 'opt'), peer)
      default:
        if (call) call.request(m)
        else this.send(response(m, 481, 'Call Does Not Exist', 'none'), peer)
    }
  }

  #register(m: SipMessage, peer: Peer): void {
    const user = userOf(header(m, 'to'))
    this.attempts.set(user, (this.attempts.get(user) ?? 0) + 1)
    const refused = this.#challenge(m, user, 'WWW-Authenticate', 'authorization')
    if (refused) return this.send(refused, peer)
    const contacts = headers(m, 'contact').flatMap((c) => c.split(/,\s*(?=<)/))
    for (const contact of contacts) {
      const expires = Math.min(this.longest, Number(/;\s*expires=(\d+)/.exec(contact)?.[1] ?? (header(m, 'expires') || 600)))
      if (expires > 0) {
        const registered: Registered = {
          user,
          contact: uriOf(contact),
          transport: peer.transport,
          expires,
          peer,
          at: Date.now(),
          callId: header(m, 'call-id'),
        }
        this.bindings.set(user, registered)
        this.emit('registered', registered)
      } else if (this.bindings.get(user)?.contact === uriOf(contact)) {
        this.bindings.delete(user)
        this.emit('unregistered', user)
      }
    }
    const bound = this.bindings.get(user)
    this.send(response(m, 200, 'OK', 'reg', bound ? [['Contact', `<${bound.contact}>;expires=${bound.expires}`]] : []), peer)
  }

  #invite(m: SipMessage, peer: Peer): void {
    const user = userOf(header(m, 'from'))
    const refused = this.#challenge(m, user, 'Proxy-Authenticate', 'proxy-authorization')
    if (refused) return this.send(refused, peer)
    const plan = numbers[dialled(m)] ?? { does: 'refuse' as const, status: 404, phrase: 'Not Found' }
    const call = new ExchangeCall(this, peer, plan)
    this.calls.set(header(m, 'call-id'), call)
    this.emit('call', call)
    void call.accept(m, user)
  }

  /** A challenge where credentials are missing or wrong; null when they are right. */
  #challenge(m: SipMessage, user: string, name: string, answer: string): string | null {
    const credentials = header(m, answer)
    if (credentials && this.#verified(credentials, method(m), user)) return null
    const wrong = credentials !== '' && this.#nonces.has(parameter(credentials, 'nonce'))
    const code = name === 'WWW-Authenticate' ? 401 : 407
    if (wrong) return response(m, 403, 'Forbidden', 'no')
    const nonce = randomBytes(12).toString('hex')
    this.#nonces.add(nonce)
    return response(m, code, code === 401 ? 'Unauthorized' : 'Proxy Authentication Required', 'auth', [
      [name, `Digest realm="sandbox", nonce="${nonce}", algorithm=${this.algorithm}, qop="auth"`],
    ])
  }

  #verified(credentials: string, verb: string, user: string): boolean {
    const p = (n: string) => parameter(credentials, n)
    const password = this.#passwords.get(user)
    if (password === undefined || p('username') !== user || !this.#nonces.has(p('nonce'))) return false
    const hash = (t: string) =>
      createHash(this.algorithm === 'MD5' ? 'md5' : 'sha256')
        .update(t)
        .digest('hex')
    const a1 = hash(`${user}:sandbox:${password}`)
    return p('response') === hash([a1, p('nonce'), p('nc'), p('cnonce'), 'auth', hash(`${verb}:${p('uri')}`)].join(':'))
  }
}

const parameter = (text: string, name: string): string => new RegExp(`(?:^|[\\s,])${name}="?([^",]+)"?`, 'i').exec(text)?.[1] ?? ''

/** The number that an INVITE names. */
const dialled = (m: SipMessage): string => userOf(m.start.split(' ')[1] ?? '')
