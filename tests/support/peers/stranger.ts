import dgram from 'node:dgram'
import { EventEmitter, once } from 'node:events'
import net, { type Socket } from 'node:net'
import { Endpoint, type EndpointMode } from '../../sandbox/endpoint.ts'
import { sandboxLine } from '../../sandbox/provider.ts'
import type { SandboxLine } from '../../sandbox/reply.ts'
import { header, method, parse, response, type SipMessage, status, uriOf } from '../../sandbox/sip-text.ts'
import { keepEvidence, MessageList } from '../evidence.ts'
import { freePorts } from './process.ts'

export type Lines = readonly string[]
export type Request = SipMessage & {
  readonly text: string
  /** What it came over. */
  readonly transport: 'udp' | 'tcp'
  readonly send: (text: string) => void
}
export type ReplyParts = {
  readonly headers?: Lines
  readonly body?: string
  readonly type?: string
  /** Of the To; none with "". */
  readonly tag?: string
}

const DOMAIN = 'sip.test.invalid'
/** ms. */
const LIMIT = 20_000

/**
 * A registrar and far end in one, which knows nothing by itself but REGISTER and OPTIONS: a test writes out what it says, and may say
 * it as odd servers, gateways and phones do. UDP and TCP on one port of 127.0.0.1.
 */
export class Stranger extends EventEmitter {
  readonly port: number
  readonly domain = DOMAIN
  readonly #udp = dgram.createSocket('udp4')
  readonly #tcp: net.Server
  readonly #sockets = new Set<Socket>()
  readonly #waiting: Request[] = []
  readonly #responses: SipMessage[] = []
  /** The response to each request that came; null for one without a response so far, which the app retransmits. */
  readonly #answers = new Map<string, string | null>()
  readonly #audio: Endpoint[] = []
  readonly #messages = new MessageList()
  readonly #forget = keepEvidence(() => this.#messages.text)
  #toApp: ((text: string) => void) | null = null
  /** The app's Contact, as it registered last. */
  contact = ''
  /** Further headers of the 200 to a REGISTER. */
  extra: Lines = []
  /** The last REGISTER, whatever it was answered. */
  lastRegister: Request | null = null
  /** Answers a REGISTER in place of the usual 200; null for that one. */
  onRegister: (request: Request) => string | null = () => null

  private constructor(port: number) {
    super()
    this.port = port
    this.#tcp = net.createServer((socket) => this.#accept(socket))
  }

  static async start(): Promise<Stranger> {
    const stranger = new Stranger(await freePorts(1))
    await stranger.#listen()
    return stranger
  }

  /** A line at this registrar, over UDP unless `part` says otherwise. */
  line(username: string, part: SandboxLine = {}): SandboxLine {
    const password = Buffer.from(`pw-${username}`).toString('base64')
    return sandboxLine({ username, password, ip: `127.0.0.1:${this.port}`, domain: DOMAIN, transport_udp: 'true', ...part })
  }

  /** The next request of this method that no test has had yet; repeats are answered again and count once. */
  async next(verb: string): Promise<Request> {
    const signal = AbortSignal.timeout(LIMIT)
    for (;;) {
      const at = this.#waiting.findIndex((m) => method(m) === verb)
      const [found] = at < 0 ? [] : this.#waiting.splice(at, 1)
      if (found) return found
      await once(this, 'message', { signal })
    }
  }

  /** The first response to a request of ours, from `least` on. @param cseq as in its CSeq */
  async answerTo(callId: string, cseq: string, least = 200): Promise<SipMessage> {
    const signal = AbortSignal.timeout(LIMIT)
    for (;;) {
      const found = this.#responses.find((m) => header(m, 'call-id') === callId && header(m, 'cseq') === cseq && status(m) >= least)
      if (found) return found
      await once(this, 'message', { signal })
    }
  }

  /** Answers a request of the app. @returns what was sent */
  reply(
    request: Request,
    code: number,
    phrase: string,
    { headers = [], body = '', type = 'application/sdp', tag = 'stranger' }: ReplyParts = {},
  ): string {
    const own =
      headers.some((line) => /^(contact|m):/i.test(line)) || code === 100 || code >= 300 ? [] : [`Contact: <sip:far@127.0.0.1:${this.port}>`]
    const lines = [...own, ...headers, ...(body ? [`Content-Type: ${type}`] : [])]
    const text = response(request, code, phrase, tag)
      .replace(/^Content-Length: .*$/m, [...lines, `Content-Length: ${Buffer.byteLength(body)}`].join('\r\n'))
      .concat(body)
    this.#answers.set(keyOf(request), text)
    request.send(text)
    return text
  }

  /** Answers an INVITE of the app, and plays a tone. */
  async pickUp(invite: Request, parts: ReplyParts = {}, hz = 440): Promise<Endpoint> {
    const { endpoint, port } = await this.audio('tone', hz)
    this.reply(invite, 200, 'OK', { body: speech(port), ...parts })
    endpoint.setRemote(audioOf(invite.body))
    return endpoint
  }

  /** Sends the app any text, from where the registrar is. */
  send(text: string): void {
    this.#toApp?.(text)
  }

  /** The far end's audio, which ends with the stranger. */
  async audio(mode: EndpointMode, hz = 440): Promise<{ readonly endpoint: Endpoint; readonly port: number }> {
    const endpoint = new Endpoint(mode, hz, 101)
    this.#audio.push(endpoint)
    return { endpoint, port: await endpoint.open() }
  }

  async close(): Promise<void> {
    this.#forget()
    for (const endpoint of this.#audio) endpoint.close()
    for (const socket of this.#sockets) socket.destroy()
    await Promise.all([new Promise<void>((done) => this.#udp.close(() => done())), new Promise<void>((done) => this.#tcp.close(() => done()))])
  }

  async #listen(): Promise<void> {
    this.#udp.on('error', () => {})
    this.#udp.on('message', (data, from) => {
      const send = (text: string): void => this.#udp.send(text, from.port, from.address, () => {})
      if (data.length > 4) this.#receive(data.toString('utf8'), 'udp', send)
    })
    await new Promise<void>((done) => this.#udp.bind(this.port, '127.0.0.1', done))
    await new Promise<void>((done) => this.#tcp.listen(this.port, '127.0.0.1', done))
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => this.#sockets.delete(socket))
    let buffer = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      buffer = Buffer.concat([buffer, chunk])
      for (;;) {
        while (buffer.subarray(0, 2).toString() === '\r\n') buffer = buffer.subarray(2)
        const end = buffer.indexOf('\r\n\r\n')
        const length = Number(/^content-length\s*:\s*(\d+)/im.exec(buffer.toString('latin1', 0, Math.max(0, end)))?.[1] ?? 0)
        if (end < 0 || buffer.length < end + 4 + length) return
        this.#receive(buffer.toString('utf8', 0, end + 4 + length), 'tcp', (text) => socket.write(text))
        buffer = buffer.subarray(end + 4 + length)
      }
    })
  }

  #receive(text: string, transport: Request['transport'], answer: Request['send']): void {
    const m = parse(text)
    this.#messages.add('in', text)
    const send = (reply: string): void => {
      this.#messages.add('out', reply)
      answer(reply)
    }
    if (status(m)) this.#responses.push(m)
    else this.#request({ ...m, text, transport, send })
    this.emit('message')
  }

  #request(request: Request): void {
    const key = keyOf(request)
    const answer = this.#answers.get(key)
    if (answer === null) return
    if (answer !== undefined) return request.send(answer)
    this.#answers.set(key, null)
    switch (method(request)) {
      case 'REGISTER': {
        this.#toApp = request.send
        this.lastRegister = request
        const own = this.onRegister(request)
        if (own !== null) {
          this.#answers.set(key, own)
          return request.send(own)
        }
        if (/;expires=0\b/.test(header(request, 'contact'))) return void this.reply(request, 200, 'OK', { tag: 'registrar' })
        this.contact = uriOf(header(request, 'contact'))
        this.reply(request, 200, 'OK', { headers: [`Contact: <${this.contact}>;expires=600`, ...this.extra], tag: 'registrar' })
        this.emit('registered')
        return
      }
      case 'OPTIONS':
        return void this.reply(request, 200, 'OK')
      case 'SUBSCRIBE':
        return void this.reply(request, 489, 'Bad Event')
      default:
        this.#waiting.push(request)
    }
  }
}

const keyOf = (m: SipMessage): string => `${header(m, 'via')} ${header(m, 'cseq')}`

/** A description of A-law on this computer. @param lines more of its audio section; those that begin with `c=` or `m=` replace it */
export function speech(port: number, lines: Lines = []): string {
  const own = (kind: string, usual: string): string => lines.find((line) => line.startsWith(kind)) ?? usual
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    own('c=', 'c=IN IP4 127.0.0.1'),
    't=0 0',
    own('m=', `m=audio ${port} RTP/AVP 8 101`),
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
    ...lines.filter((line) => line.startsWith('a=')),
    '',
  ].join('\r\n')
}

/** Where an offer or answer of the app wants its audio. */
export const audioOf = (body: string): { readonly host: string; readonly port: number } => ({
  host: /^c=IN IP4 (\S+)/m.exec(body)?.[1] ?? '127.0.0.1',
  port: Number(/^m=audio (\d+)/m.exec(body)?.[1] ?? 0),
})
