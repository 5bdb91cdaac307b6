import { randomBytes } from 'node:crypto'
import type { UserAgent } from 'sip.js'
import type { IncomingResponseMessage } from 'sip.js/lib/core'
import type { LineReason, Registration } from '../../../shared/domain/line.ts'
import type { SignInObstacle } from '../sip/challenge-policy.ts'
import { ALLOW } from '../sip/gaps/options-answer.ts'
import { signAhead } from '../sip/gaps/repeated-challenges.ts'
import { readSeconds, realTimers, type Timers } from '../sip/timers.ts'
import { atMost } from './at-most.ts'
import { mayPass, ownContact, reasonOf, tidy } from './register-answer.ts'
import { RegisterLimit } from './register-limit.ts'

/** What a later process needs to remove a binding. */
export type Binding = { readonly contact: string; readonly callId: string; readonly cseq: number }

export type RegistrationOptions = {
  readonly userAgent: UserAgent
  readonly instanceId: string
  /** Our Contact with our current address: `sip:user@host:port;transport=x`. */
  readonly wireContact: () => string
  /** The connection in use, shown with the state "registered". `server` is `host:port`. */
  readonly connection: () => { transport: Extract<Registration, { state: 'registered' }>['transport']; localPort: number; server: string }
  readonly onChange: (registration: Registration) => void
  readonly onBound: (binding: Binding | null) => void
  /** The registrar refused the password. @returns whether another one is set now */
  readonly nextPassword: () => boolean
  /** The registrar accepted the password. */
  readonly passwordWorked: () => void
  /** Why the registrar's last challenge was not answered; null when it was (ChallengePolicy). */
  readonly signInObstacle: () => SignInObstacle | null
  /** A 3xx with these contacts. @returns whether it is followed */
  readonly onRedirect: (contacts: readonly string[]) => boolean
  /** Routes for requests outside a dialog (RFC 3608), with each answer; empty for none. */
  readonly onServiceRoute: (routes: readonly string[]) => void
  /** No answer, or a server error: the line tries another connection. @param retryAfter s; 0 for nothing */
  readonly onFailed: (reason: LineReason, retryAfter: number) => void
  readonly timers?: Timers
  readonly previous: Binding | null
}

/** s. */
const WANTED_EXPIRES = 600
/** ms. A REGISTER without an answer by then has failed. */
const ANSWER_LIMIT = 10_000
/** ms. A REGISTER that is under way when its binding is to be removed is waited for no longer. */
const REMOVE_AFTER = 1000
/** CSeq from one REGISTER to the next: sip.js raises it for the digest repeat. */
const CSEQ_STEP = 10
/** s. Until a REGISTER that was refused is sent again, unless the registrar asks for another wait. */
const REFUSED_WAIT = 30
/** s. A shorter binding would expire before its refresh completes. */
const SHORTEST_BINDING = 5

/**
 * A line's binding at its registrar, on sip.js's core: sip.js's Registerer gets stuck after a lost connection and drops answers
 * whose Contact differs. RFC 3261 10: one Call-ID, rising CSeq, refresh at 90 % of the granted time. The binding of an earlier
 * process is removed by the same request. RegisterLimit caps how often it registers.
 */
export class RegistrationKeeper {
  readonly #options: RegistrationOptions
  readonly #callId: string
  #cseq: number
  #attempt = 0
  /** The header of that name in the last 200; it may name the nonce of the next REGISTER. */
  #authenticationInfo = ''
  #expires = WANTED_EXPIRES
  #bound: string | null
  #dropOld = true
  #registeredSince: number | null = null
  #pending = false
  /** The outcome of the REGISTER that was sent last. */
  #running: Promise<unknown> = Promise.resolve()
  /** The binding is being removed: no answer leads to another REGISTER, nor is shown. */
  #removing = false
  /** A REGISTER waits for the line's limit. */
  #waiting = false
  readonly #timers: Timers
  readonly #rate: RegisterLimit
  #refresh: unknown
  #answer: unknown

  constructor(options: RegistrationOptions) {
    this.#options = options
    this.#timers = options.timers ?? realTimers
    this.#rate = new RegisterLimit(this.#timers.now)
    this.#callId = options.previous?.callId ?? randomBytes(16).toString('hex')
    this.#cseq = options.previous?.cseq ?? 0
    this.#bound = options.previous?.contact ?? null
  }

  get registered(): boolean {
    return this.#registeredSince !== null
  }

  /** The registrar may have a binding of ours, whether or not the last REGISTER succeeded. */
  get bound(): boolean {
    return this.#bound !== null
  }

  /** Registered or registering: a changed address needs a new REGISTER. */
  get active(): boolean {
    return this.#pending || this.registered
  }

  /**
   * Registers or refreshes, at once or when the line's limit allows it; the outcome goes to the callbacks.
   *
   * @returns whether the line is registered; false also when the REGISTER has to wait
   */
  async register(): Promise<boolean> {
    if (this.#waiting || this.#removing) return false
    const wait = this.#rate.take()
    if (wait === 0) return this.#send(false)
    this.#schedule(wait)
    this.#waiting = true
    return false
  }

  /**
   * Removes the binding (expires=0), for good. One that is being requested is removed after its answer, so that the registrar
   * takes both in their order; without an answer it is removed all the same, since it may have been granted.
   */
  async remove(): Promise<void> {
    this.#removing = true
    if (this.#pending) await atMost(REMOVE_AFTER, this.#running)
    if (this.#pending || this.#bound !== null) await this.#send(true)
  }

  #schedule(ms: number): void {
    this.#timers.clear(this.#refresh)
    this.#refresh = this.#timers.set(() => {
      this.#waiting = false
      void this.register()
    }, ms)
  }

  #send(remove: boolean): Promise<boolean> {
    this.#clear()
    this.#pending = true
    const attempt = ++this.#attempt
    const { userAgent, instanceId } = this.#options
    const { userAgentCore: core } = userAgent
    const aor = userAgent.configuration.uri
    const registrar = aor.clone()
    registrar.user = undefined
    const wire = this.#options.wireContact()
    const contact = userAgent.contact.uri.toString()
    const old = this.#dropOld && this.#bound !== null && this.#bound !== wire ? this.#bound : null
    const expires = remove ? 0 : this.#expires
    this.#cseq += CSEQ_STEP
    // not the registrar's Service-Route, which is for all other requests (RFC 3608 6.1)
    const routeSet = userAgent.configuration.preloadedRouteSet
    const message = core.makeOutgoingRequestMessage(
      'REGISTER',
      registrar,
      aor,
      aor,
      { callId: this.#callId, cseq: this.#cseq, toDisplayName: '', routeSet },
      [
        `Contact: <${contact}>;+sip.instance="<urn:uuid:${instanceId}>";reg-id=1;expires=${expires}`,
        ...(old ? [`Contact: <${old}>;expires=0`] : []),
        `Expires: ${expires}`,
        `Allow: ${ALLOW}`,
        'Supported: path, outbound',
      ],
    )
    signAhead(core, message, this.#authenticationInfo)
    const outcome = new Promise<boolean>((resolve) => {
      const current = (): boolean => {
        if (attempt !== this.#attempt) resolve(false)
        return attempt === this.#attempt
      }
      const answered = (cseq: number): void => {
        this.#pending = false
        this.#timers.clear(this.#answer)
        this.#cseq = Math.max(this.#cseq, cseq)
      }
      const rejected = (m: IncomingResponseMessage): void => {
        if (!current()) return
        answered(m.cseq ?? 0)
        resolve(false)
        if (!remove && !this.#removing) this.#rejected(m.statusCode ?? 0, m.reasonPhrase ?? '', (name) => m.getHeader(name), old !== null)
      }
      this.#answer = this.#timers.set(() => {
        if (!current()) return
        if (!this.#removing) this.#fail({ code: 'no-answer', status: null, detail: `no answer in ${ANSWER_LIMIT / 1000} s` }, 0)
        resolve(false)
      }, ANSWER_LIMIT)
      core.register(message, {
        onAccept: ({ message: m }) => {
          if (!current()) return
          answered(m.cseq)
          this.#authenticationInfo = m.getHeader('authentication-info') ?? ''
          const own = ownContact(m.getHeaders('contact'), contact)
          const granted = readSeconds(/;\s*expires\s*=\s*"?(\d+)/i.exec(own)?.[1]) ?? readSeconds(m.getHeader('expires')) ?? expires
          if (remove) this.#removed()
          else {
            this.#options.onServiceRoute(m.getHeaders('service-route'))
            this.#granted(wire, granted)
          }
          resolve(remove || this.registered)
        },
        onRedirect: ({ message }) => {
          if (remove || this.#removing || !current() || !this.#options.onRedirect(message.getHeaders('contact'))) return rejected(message)
          answered(message.cseq)
          resolve(false)
        },
        onReject: ({ message }) => rejected(message),
      })
    })
    this.#running = outcome
    return outcome
  }

  /** The connection is gone, or the line is stopped: timers are cleared and late answers ignored. */
  lost(): void {
    this.#clear()
    this.#attempt += 1
    this.#pending = false
    this.#registeredSince = null
  }

  #granted(wire: string, seconds: number): void {
    if (this.#removing) {
      this.#bound = wire
      return
    }
    if (seconds < SHORTEST_BINDING) return this.#fail({ code: 'other', status: 200, detail: `expires=${seconds}` }, 0)
    const now = Date.now()
    this.#bound = wire
    this.#dropOld = true
    this.#registeredSince ??= now
    this.#options.passwordWorked()
    this.#options.onBound({ contact: wire, callId: this.#callId, cseq: this.#cseq })
    this.#options.onChange({ state: 'registered', since: this.#registeredSince, expiresAt: now + seconds * 1000, ...this.#options.connection() })
    if (!this.#waiting) this.#schedule(seconds * 900)
  }

  #removed(): void {
    this.#bound = null
    this.#registeredSince = null
    this.#options.onBound(null)
  }

  #rejected(status: number, text: string, header: (name: string) => string | undefined, hadOld: boolean): void {
    const shortest = Number(header('min-expires'))
    if (status === 423 && shortest > this.#expires && shortest <= 86_400) {
      // RFC 3261 10.2.8
      this.#expires = shortest
      void this.register()
      return
    }
    const obstacle = status === 401 || status === 407 ? this.#options.signInObstacle() : null
    if (obstacle !== null) {
      this.#fail({ ...obstacle, status }, 0)
      return
    }
    if (status === 401 || status === 403 || status === 407) {
      if (this.#options.nextPassword()) void this.register()
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
    else this.#fail(reasonOf(status, text), readSeconds(header('retry-after')) ?? (mayPass(status) ? 0 : REFUSED_WAIT))
  }

  #refused(reason: LineReason): void {
    this.lost()
    this.#options.onChange({ state: 'refused', since: Date.now(), reason: tidy(reason) })
  }

  #fail(reason: LineReason, retryAfter: number): void {
    this.lost()
    this.#options.onFailed(tidy(reason), retryAfter)
  }

  #clear(): void {
    this.#waiting = false
    this.#timers.clear(this.#refresh)
    this.#timers.clear(this.#answer)
  }
}
