import { randomBytes } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { Endpoint } from './endpoint.ts'
import type { Exchange } from './exchange.ts'
import { description, eventTypeOf, firstFormat } from './offered-format.ts'
import type { Peer } from './sip-listener.ts'
import { header, headers, method, response, type SipMessage, status, uriOf, userOf, write } from './sip-text.ts'

export type Plan =
  | { readonly does: 'echo' | 'ring' | 'cross' }
  | { readonly does: 'tone' | 'early'; readonly hz: number }
  | { readonly does: 'echo' | 'tone'; readonly hz: number }
  | { readonly does: 'refuse'; readonly status: number; readonly phrase: string }
  /** `after`: ms. */
  | { readonly does: 'call-back' | 'hang-up'; readonly after: number }
export type NumberPlan = Readonly<Record<string, Plan>>

/** One call at the exchange. Events: 'state' (see `state`), 'held' (boolean), 'request' (method). */
export class ExchangeCall extends EventEmitter {
  readonly #exchange: Exchange
  readonly #peer: Peer
  readonly #plan: Plan
  readonly tag = randomBytes(5).toString('hex')
  id = randomBytes(10).toString('hex')
  state: 'new' | 'ringing' | 'answered' | 'ended' = 'new'
  /** What the caller dialled, on calls to the exchange. */
  dialled = ''
  held = false
  /** Status of the refusal that ended it, or 0. */
  refusedWith = 0
  endpoint: Endpoint | undefined
  #port = 0
  #invite: SipMessage | undefined
  #from = ''
  #to = ''
  #target = ''
  #routes: string[] = []
  #cseq = 1
  #codec = 'm=audio 0 RTP/AVP 8'
  #repeat: NodeJS.Timeout | undefined
  #timers: NodeJS.Timeout[] = []

  constructor(exchange: Exchange, peer: Peer, plan: Plan) {
    super()
    this.#exchange = exchange
    this.#peer = peer
    this.#plan = plan
  }

  /** Port of its audio. */
  get mediaPort(): number {
    return this.#port
  }

  /** At once when the call is there or beyond. @param limit ms. @throws AbortError after it */
  async until(state: 'ringing' | 'answered' | 'ended', limit = 25_000): Promise<void> {
    const order = ['new', 'ringing', 'answered', 'ended']
    const signal = AbortSignal.timeout(limit)
    while (order.indexOf(this.state) < order.indexOf(state)) await once(this, 'state', { signal })
  }

  /** Takes an INVITE as the number's plan says. */
  async accept(m: SipMessage, user: string): Promise<void> {
    this.#invite = m
    this.dialled = userOf(m.start.split(' ')[1] ?? '')
    this.id = header(m, 'call-id')
    this.#from = `${header(m, 'to')};tag=${this.tag}`
    this.#to = header(m, 'from')
    this.#target = uriOf(header(m, 'contact'))
    this.#routes = headers(m, 'record-route')
    this.#reply(100, 'Trying')
    const plan = this.#plan
    if (plan.does === 'refuse') {
      this.refusedWith = plan.status
      this.#final(response(m, plan.status, plan.phrase, this.tag))
      return this.#end()
    }
    const hz = 'hz' in plan ? plan.hz : 440
    this.endpoint = new Endpoint(plan.does === 'tone' || plan.does === 'early' ? 'tone' : 'echo', hz, eventTypeOf(m.body))
    this.#port = await this.endpoint.open()
    this.#codec = firstFormat(m.body)
    if (plan.does === 'ring' || plan.does === 'cross') {
      this.#reply(180, 'Ringing')
      return this.#change('ringing')
    }
    if (plan.does === 'early') {
      this.#reply(183, 'Session Progress', this.#description())
      this.#follow(m.body)
      return this.#change('ringing')
    }
    this.#reply(180, 'Ringing')
    this.#answer(m)
    if (plan.does === 'hang-up') this.#timers.push(setTimeout(() => this.hangUp(), plan.after))
    if (plan.does === 'call-back') {
      this.#timers.push(setTimeout(() => this.hangUp(), 300))
      setTimeout(() => void this.#exchange.callUser(user, { mode: 'echo', from: '10007', name: 'Practice call' }).catch(() => {}), plan.after).unref()
    }
  }

  /** Calls out to a registered contact. */
  async invite(contact: string, from: string, name: string): Promise<void> {
    this.endpoint = new Endpoint('hz' in this.#plan && this.#plan.does === 'tone' ? 'tone' : 'echo', 'hz' in this.#plan ? this.#plan.hz : 440, 101)
    this.#port = await this.endpoint.open()
    this.#target = contact
    this.#from = `${name ? `"${name}" ` : ''}<sip:${from}@sandbox.invalid>;tag=${this.tag}`
    this.#to = `<${contact}>`
    this.#codec = 'm=audio 0 RTP/AVP 8 0 101'
    this.#send('INVITE', this.#description())
    this.#exchange.expect(this.id, `${this.#cseq} INVITE`, (m) => this.#answered(m))
  }

  /** Ends the call from this side, however far it is: BYE, a final response or CANCEL. */
  hangUp(): void {
    if (this.state === 'ended') return
    if (this.state === 'answered') {
      this.#cseq += 1
      this.#send('BYE')
    } else if (this.#invite) this.#final(response(this.#invite, 480, 'Temporarily Unavailable', this.tag))
    else this.#send('CANCEL')
    this.#end()
  }

  /** Holds or resumes from this side. @returns the status of the re-INVITE */
  hold(on: boolean): Promise<number> {
    this.#cseq += 1
    this.#send('INVITE', this.#description(on ? 'sendonly' : 'sendrecv'))
    return new Promise((resolve) =>
      this.#exchange.expect(this.id, `${this.#cseq} INVITE`, (m) => {
        if (status(m) < 200) return
        this.#send('ACK')
        resolve(status(m))
      }),
    )
  }

  /** An INVITE inside the call: hold or resume by the far end, or a repeat of the first one. */
  reinvite(m: SipMessage): void {
    if (header(m, 'cseq') === (this.#invite && header(this.#invite, 'cseq'))) return
    const direction = /^a=(sendrecv|sendonly|recvonly|inactive)/m.exec(m.body)?.[1] ?? 'sendrecv'
    this.held = direction === 'sendonly' || direction === 'inactive'
    this.#codec = firstFormat(m.body)
    this.#follow(m.body)
    this.#exchange.send(this.#ok(m, this.held ? 'recvonly' : 'sendrecv'), this.#peer)
    this.emit('held', this.held)
  }

  /** A request inside the call, other than INVITE and ACK. */
  request(m: SipMessage): void {
    const verb = method(m)
    this.emit('request', verb)
    if (verb === 'CANCEL') {
      this.#exchange.send(response(m, 200, 'OK', this.tag), this.#peer)
      // its answer was on the way already (RFC 3261 9.1): the call is up, and the caller has to hang it up
      if (this.#invite && this.#plan.does === 'cross') return this.#answer(this.#invite)
      if (this.#invite && this.state !== 'answered') this.#final(response(this.#invite, 487, 'Request Terminated', this.tag))
      this.#end()
      return
    }
    this.#exchange.send(verb === 'REFER' ? response(m, 202, 'Accepted', this.tag) : response(m, 200, 'OK', this.tag), this.#peer)
    // the target answers a moment later
    if (verb === 'REFER') this.#timers.push(setTimeout(() => this.#reportTransfer(), 500))
    if (verb === 'BYE') this.#end()
  }

  acked(_m: SipMessage): void {
    clearInterval(this.#repeat)
  }

  close(): void {
    this.#end()
  }

  #answer(m: SipMessage): void {
    this.#follow(m.body)
    this.#final(this.#ok(m))
    this.#change('answered')
  }
  /** Answers a ringing call after all. */
  pickUp(): void {
    if (this.#invite && this.state === 'ringing') this.#answer(this.#invite)
  }

  #answered(m: SipMessage): void {
    const code = status(m)
    if (code === 180 || code === 183) this.#change('ringing')
    if (code < 200) return
    if (this.state === 'ended' || this.state === 'answered') {
      this.#ack(m)
      return
    }
    this.#to = header(m, 'to')
    if (code < 300) {
      this.#target = uriOf(header(m, 'contact')) || this.#target
      this.#ack(m)
      this.#follow(m.body)
      this.#change('answered')
    } else {
      this.refusedWith = code
      this.#ack(m)
      this.#end()
    }
  }

  #ack(m: SipMessage): void {
    this.#to = header(m, 'to')
    this.#send('ACK')
  }

  #ok(m: SipMessage, direction = 'sendrecv'): string {
    return response(
      m,
      200,
      'OK',
      this.tag,
      [['Contact', `<sip:exchange@${this.#peer.local};transport=${this.#peer.transport}>`]],
      this.#description(direction),
    )
  }
  #reply(code: number, phrase: string, body = ''): void {
    if (this.#invite)
      this.#exchange.send(
        response(
          this.#invite,
          code,
          phrase,
          code === 100 ? '' : this.tag,
          [['Contact', `<sip:exchange@${this.#peer.local};transport=${this.#peer.transport}>`]],
          body,
        ),
        this.#peer,
      )
  }
  /** Repeats a final answer until its ACK, on UDP. */
  #final(text: string): void {
    this.#exchange.send(text, this.#peer)
    if (this.#peer.transport !== 'udp') return
    let left = 6
    clearInterval(this.#repeat)
    this.#repeat = setInterval(() => (left-- > 0 ? this.#exchange.send(text, this.#peer) : clearInterval(this.#repeat)), 500)
  }

  #description = (direction = 'sendrecv'): string =>
    description(this.#codec.replace(/^m=audio \d+/, `m=audio ${this.#port}`), this.endpoint?.eventType ?? 101, direction)

  #follow(body: string): void {
    const port = Number(/^m=audio (\d+)/m.exec(body)?.[1] ?? 0)
    const host = /^c=IN IP4 (\S+)/m.exec(body)?.[1] ?? '127.0.0.1'
    this.endpoint?.setRemote(port && !this.held ? { host, port } : null)
  }
  /** RFC 3515 2.4.4: the outcome of a REFER. */
  #reportTransfer(): void {
    this.#cseq += 1
    this.#send('NOTIFY', 'SIP/2.0 200 OK\r\n', [
      ['Event', 'refer'],
      ['Subscription-State', 'terminated;reason=noresource'],
      ['Content-Type', 'message/sipfrag;version=2.0'],
    ])
  }

  #send(verb: string, body = '', extra: ReadonlyArray<readonly [string, string]> = body ? [['Content-Type', 'application/sdp']] : []): void {
    const branch = `z9hG4bK${verb === 'CANCEL' || (verb === 'ACK' && this.refusedWith) ? this.id : randomBytes(8).toString('hex')}`
    this.#exchange.send(
      write(
        `${verb} ${this.#target} SIP/2.0`,
        [
          [
            'Via',
            `SIP/2.0/${this.#peer.transport.toUpperCase()} ${this.#peer.local};branch=${verb === 'INVITE' && this.#cseq === 1 ? `z9hG4bK${this.id}` : branch};rport`,
          ],
          ['Max-Forwards', '70'],
          ...this.#routes.map((r) => ['Route', r] as const),
          ['From', this.#from],
          ['To', this.#to],
          ['Call-ID', this.id],
          ['CSeq', `${this.#cseq} ${verb}`],
          ['Contact', `<sip:exchange@${this.#peer.local};transport=${this.#peer.transport}>`],
          ...extra,
        ],
        body,
      ),
      this.#peer,
    )
  }

  #change(state: ExchangeCall['state']): void {
    Object.assign(this, { state }).emit('state')
  }
  #end(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    if (this.state === 'ended') return
    if (this.state === 'answered') clearInterval(this.#repeat)
    this.#change('ended')
    this.endpoint?.setRemote(null)
    this.endpoint?.close()
    setTimeout(() => clearInterval(this.#repeat), 4000).unref()
  }
}
