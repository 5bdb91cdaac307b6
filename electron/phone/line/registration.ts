import { randomBytes } from 'node:crypto'
import type { UserAgent } from 'sip.js'
import type { LineReason, Registration } from '../../../shared/line.ts'
import { ALLOW } from '../transport/options-answer.ts'

/** What is to be remembered of a binding, so that a later process can remove it. */
export type Binding = { readonly contact: string; readonly callId: string; readonly cseq: number }

export type RegistrationOptions = {
  readonly userAgent: UserAgent
  readonly instanceId: string
  /** Our Contact as it stands on the wire now: `sip:user@host:port;transport=x`. */
  readonly wireContact: () => string
  /** The facts shown with "registered". */
  readonly place: () => { transport: Extract<Registration, { state: 'registered' }>['transport']; localPort: number; server: string }
  readonly onChange: (registration: Registration) => void
  readonly onBound: (binding: Binding | null) => void
  /** The registrar refused the credentials. True: there is another password to try, and it is set now. */
  readonly nextPassword: () => boolean
  /** The credentials were accepted. */
  readonly passwordWorked: () => void
  /** Nothing came back or the server is in trouble: whoever owns the connection tries again elsewhere. */
  readonly onFailed: (reason: LineReason, retryAfter: number) => void
  readonly now?: () => number
  readonly previous: Binding | null
}

const WANTED_EXPIRES = 600
/** An attempt that gets no answer in this time is a failure, never a lamp that lies. */
const ANSWER_LIMIT = 10_000
const STEP = 10

/**
 * A line's binding at its registrar, on sip.js's core (its Registerer sticks after a lost connection and drops answers whose
 * Contact differs). RFC 3261 10: one Call-ID, rising CSeq, refresh at 90 % of what was granted; the binding of an earlier
 * life goes with the same request.
 */
export class RegistrationKeeper {
  readonly #o: RegistrationOptions
  readonly #callId: string
  #cseq: number
  #attempt = 0
  #expires = WANTED_EXPIRES
  #bound: string | null
  #dropOld = true
  #registeredSince: number | null = null
  #refresh: NodeJS.Timeout | undefined
  #limit: NodeJS.Timeout | undefined

  constructor(options: RegistrationOptions) {
    this.#o = options
    this.#callId = options.previous?.callId ?? randomBytes(16).toString('hex')
    this.#cseq = options.previous?.cseq ?? 0
    this.#bound = options.previous?.contact ?? null
  }

  get registered(): boolean {
    return this.#registeredSince !== null
  }

  /** Registers or refreshes; the outcome goes to the callbacks. `remove` takes the binding away (expires=0). */
  register(remove = false): Promise<boolean> {
    this.#clear()
    const attempt = ++this.#attempt
    const { userAgent, instanceId, now = Date.now } = this.#o
    const { userAgentCore: core } = userAgent
    const aor = userAgent.configuration.uri
    const registrar = aor.clone()
    registrar.user = undefined
    const wire = this.#o.wireContact()
    const contact = userAgent.contact.uri.toString()
    const old = this.#dropOld && this.#bound !== null && this.#bound !== wire ? this.#bound : null
    const expires = remove ? 0 : this.#expires
    this.#cseq += STEP
    const message = core.makeOutgoingRequestMessage('REGISTER', registrar, aor, aor, { callId: this.#callId, cseq: this.#cseq, toDisplayName: '' }, [
      `Contact: <${contact}>;+sip.instance="<urn:uuid:${instanceId}>";reg-id=1;expires=${expires}`,
      ...(old ? [`Contact: <${old}>;expires=0`] : []),
      `Expires: ${expires}`,
      `Allow: ${ALLOW}`,
      'Supported: path, outbound',
    ])
    return new Promise((resolve) => {
      const current = (): boolean => {
        if (attempt !== this.#attempt) resolve(false)
        return attempt === this.#attempt
      }
      this.#limit = setTimeout(() => {
        if (!current()) return
        this.#fail({ code: 'no-answer', status: null, detail: `no answer in ${ANSWER_LIMIT / 1000} s` }, 0)
        resolve(false)
      }, ANSWER_LIMIT)
      core.register(message, {
        onAccept: ({ message: m }) => {
          if (!current()) return
          clearTimeout(this.#limit)
          this.#cseq = Math.max(this.#cseq, m.cseq)
          const own = m.getHeaders('contact').find((c) => c.includes(contact)) ?? ''
          const granted = Number(/;\s*expires\s*=\s*"?(\d+)/i.exec(own)?.[1] ?? m.getHeader('expires') ?? expires)
          if (remove) this.#removed()
          else this.#granted(wire, granted, now())
          resolve(true)
        },
        onReject: ({ message: m }) => {
          if (!current()) return
          clearTimeout(this.#limit)
          this.#cseq = Math.max(this.#cseq, m.cseq ?? 0)
          resolve(false)
          if (!remove) this.#rejected(m.statusCode ?? 0, m.reasonPhrase ?? '', (name) => m.getHeader(name), old !== null)
        },
      })
    })
  }

  /** The connection is gone, or the line is stopped: no timer may fire any more and late answers do not count. */
  lost(): void {
    this.#clear()
    this.#attempt += 1
    this.#registeredSince = null
  }

  #granted(wire: string, seconds: number, now: number): void {
    this.#bound = wire
    this.#dropOld = true
    this.#registeredSince ??= now
    this.#o.passwordWorked()
    this.#o.onBound({ contact: wire, callId: this.#callId, cseq: this.#cseq })
    this.#o.onChange({ state: 'registered', since: this.#registeredSince, expiresAt: now + seconds * 1000, ...this.#o.place() })
    this.#refresh = setTimeout(() => void this.register(), Math.max(1, seconds * 0.9) * 1000)
  }

  #removed(): void {
    this.#bound = null
    this.#registeredSince = null
    this.#o.onBound(null)
  }

  #rejected(status: number, text: string, header: (name: string) => string | undefined, hadOld: boolean): void {
    const shortest = Number(header('min-expires'))
    if (status === 423 && shortest > this.#expires && shortest <= 86_400) {
      // RFC 3261 10.2.8
      this.#expires = shortest
      void this.register()
      return
    }
    if (status === 401 || status === 403 || status === 407) {
      if (this.#o.nextPassword()) void this.register()
      else this.#refused({ code: status === 403 ? 'forbidden' : 'wrong-password', status, detail: `${status} ${text}` })
      return
    }
    if (hadOld && status >= 400 && status < 500 && status !== 404) {
      // two Contacts in one REGISTER are legal but rare
      this.#dropOld = false
      void this.register()
      return
    }
    if (status === 404) this.#refused({ code: 'not-found', status, detail: `${status} ${text}` })
    else this.#fail(reasonOf(status, text), Number(/^\d+/.exec(header('retry-after') ?? '')?.[0] ?? 0))
  }

  #refused(reason: LineReason): void {
    this.lost()
    this.#o.onChange({ state: 'refused', since: (this.#o.now ?? Date.now)(), reason: tidy(reason) })
  }

  #fail(reason: LineReason, retryAfter: number): void {
    this.lost()
    this.#o.onFailed(tidy(reason), retryAfter)
  }

  #clear(): void {
    clearTimeout(this.#refresh)
    clearTimeout(this.#limit)
  }
}

function reasonOf(status: number, text: string): LineReason {
  const detail = `${status} ${text}`
  // sip.js makes a 408 of its own time-out and a 503 of a transport error
  if (status === 408) return { code: 'no-answer', status: null, detail }
  if (status === 429) return { code: 'too-many-requests', status, detail }
  return { code: status >= 500 ? 'server-error' : 'other', status: status >= 100 && status <= 699 ? status : null, detail }
}

/** The server's words as plain text. */
const tidy = (reason: LineReason): LineReason => ({ ...reason, detail: reason.detail.replace(/\p{C}/gu, ' ').slice(0, 300) })
