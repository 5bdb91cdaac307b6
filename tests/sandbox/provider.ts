import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

import { createSandboxServices, type SandboxServices } from './provider-services.ts'
import { ACCOUNT_NUMBER, type Account, CUSTOMER_NUMBER, footer, refuse, type SandboxLine, success } from './reply.ts'

export type Answer = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly text: string
  /** Closes the connection instead of answering, or resets it. */
  readonly drop?: boolean | 'reset'
  readonly delay?: number
  /** In an old encoding instead of UTF-8. */
  readonly latin1?: boolean
}
export type Recorded = {
  readonly module: string
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** How many requests came over the same connection before. */
  readonly before: number
}

/** `normal` does what the request asks and gives the sandbox's own answer to it. */
export type Override = (request: Recorded, normal: () => string) => Answer | null

export type Provider = {
  readonly address: string
  readonly accounts: Account[]
  readonly requests: Recorded[]
  /** What its modules keep: PINs, cards, billed calls ... */
  readonly services: SandboxServices
  /** Moves the server's clock by ms. */
  clockShift: number
  /** Accepts no clock at all: every request is refused with 1011. */
  clockBroken: boolean
  /** Answers instead of the sandbox; null lets it answer. Oddities of the API are switched on here. */
  override: Override | null
  /** Stops listening, so that the address is unreachable; the next start takes the same port. */
  readonly pause: () => Promise<void>
  readonly resume: () => Promise<void>
  readonly close: () => Promise<void>
}

const VALID = 180_000

/**
 * The provider's API with state, for trying and testing: every signature is checked as strictly as the documentation says,
 * JSON bodies are refused loudly, replies have the shapes of the vendor's printed samples. It sends a cookie and a long
 * max-age, which a client must not keep.
 */
export async function startProvider(accounts: Account[]): Promise<Provider> {
  const services = createSandboxServices()
  const requestsOver = new WeakMap<Socket, number>()
  let server: Server | undefined
  let port = 0
  const listen = async (): Promise<void> => {
    server = createServer((req, res) => void handle(req, res))
    await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  }
  const shut = (): Promise<void> =>
    new Promise((resolve) => {
      server?.closeAllConnections()
      server?.close(() => resolve())
    })
  await listen()

  const provider: Provider = {
    address: `http://127.0.0.1:${port}`,
    accounts,
    requests: [],
    services,
    clockShift: 0,
    clockBroken: false,
    override: null,
    pause: shut,
    resume: listen,
    close: shut,
  }
  const now = (): number => Date.now() + provider.clockShift

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const url = req.url ?? ''
    const module = /\/v2\/\?([\w-]+)/.exec(url)?.[1] ?? /\/v3\/([\w-]+)/.exec(url)?.[1] ?? ''
    const before = requestsOver.get(req.socket) ?? 0
    requestsOver.set(req.socket, before + 1)
    const recorded: Recorded = { module, method: req.method ?? '', url, headers: req.headers, body: Buffer.concat(chunks).toString('utf8'), before }
    provider.requests.push(recorded)
    const answer = provider.override?.(recorded, () => respond(recorded)) ?? { text: respond(recorded) }
    if (answer.delay) await new Promise((resolve) => setTimeout(resolve, answer.delay))
    if (answer.drop) {
      if (answer.drop === 'reset') req.socket.resetAndDestroy()
      else req.socket.destroy()
      return
    }
    res.writeHead(answer.status ?? 200, {
      // the real server seems to label its JSON as a page
      'content-type': 'text/html; charset=UTF-8',
      date: new Date(now()).toUTCString(),
      'set-cookie': 'sandbox-session=do-not-keep-me; Max-Age=31536000',
      'cache-control': 'max-age=31536000',
      ...answer.headers,
    })
    res.end(Buffer.from(answer.text, answer.latin1 ? 'latin1' : 'utf8'))
  }

  function respond({ module, method, url, body, headers }: Recorded): string {
    if (method === 'POST' && !/^application\/x-www-form-urlencoded/.test(headers['content-type'] ?? '')) return refuse(400, 'this is no form')
    if (body.trimStart().startsWith('{')) return refuse(400, 'a JSON body')
    const account = authenticate(headers)
    if (typeof account === 'string') return account
    const fields = new URLSearchParams(method === 'POST' ? body : url.split(/[?&]/).slice(1).join('&'))
    const own = modules[module]?.(account)
    return own ?? services.answer(module, account, fields) ?? refuse(404, 'no such module')
  }

  /** The account, or the refusal. */
  function authenticate(headers: IncomingMessage['headers']): Account | string {
    const date = String(headers['x-date'] ?? '')
    const [userName = '', signature = ''] = String(headers['x-authorization'] ?? '').split(/:(.*)/s)
    const instant = Date.parse(date.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)? GMT\+0000$/, '$1T$2Z'))
    const account = accounts.find((a) => a.userName === userName)
    if (!account || Number.isNaN(instant)) return refuse(401, 'Authentication failed<br>check user and password')
    if (provider.clockBroken || now() - instant > VALID) return refuse(1011, 'x-date is wrong: too old')
    if (instant > now() + 5000) return refuse(1012, 'x-date is in the future')
    const key = createHash('md5').update(account.password.normalize('NFC'), 'utf8').digest('hex')
    const expected = createHmac('sha1', key).update(`${key}\n${date}`, 'utf8').digest()
    const received = Buffer.from(signature, 'base64')
    const right = /^[A-Za-z0-9+/]{27}=$/.test(signature) && received.length === expected.length && timingSafeEqual(received, expected)
    return right ? account : refuse(401, 'Authentication failed<br>check user and password')
  }
  return provider
}

const modules: Readonly<Record<string, (account: Account) => string>> = {
  account: (a) =>
    success({
      accounts: [
        {
          customername: 'Practice Customer',
          customernumber: CUSTOMER_NUMBER,
          accountnumber: ACCOUNT_NUMBER,
          amount: a.balance,
          accountname: 'Account, Practice',
        },
      ],
    }),
  voiplist: (a) => success({ voiplist: Object.keys(a.lines).length ? a.lines : [], ...footer(a) }),
}

/** A line as the vendor's sample prints it, with what differs. */
export function sandboxLine(part: SandboxLine): SandboxLine {
  return {
    type: 'SIP',
    username: 'demo',
    password: '',
    ip: '127.0.0.1',
    domain: '',
    stun_server: '',
    proxy: '',
    prefix: '',
    transport_tls: 'false',
    transport_tcp: 'false',
    transport_udp: 'false',
    transport_use_standard_ports: 'false',
    forbid_self_call: 'true',
    echo_cancellation: 'false',
    escape_plus: 'false',
    enable_outbound_proxy: 'false',
    wifi_only: 'false',
    unknown_incoming_call_name: 'Unbekannt',
    codec_speex16: 'true',
    codec_speex8: 'true',
    codec_ilbc: 'true',
    ...part,
  }
}
