import { randomInt } from 'node:crypto'
import { Invitation, type Session, SessionState } from 'sip.js'
import type { SessionDialog, UserAgentServer } from 'sip.js/lib/core'
import type { CallAudio } from '../media/call-audio.ts'
import { shapeReinvites } from '../sip/gaps/reinvite-headers.ts'
import { sendReinvite } from '../sip/gaps/reinvite-retry.ts'
import { SessionTimer, SHORTEST_INTERVAL } from '../sip/gaps/session-timer.ts'
import { sendUpdate, takeUpdates } from '../sip/gaps/update.ts'

type Header = (name: string) => string | undefined
export type DialogKeeperOptions = {
  readonly audio: CallAudio
  /** A description of the far end was applied. */
  readonly onDescription: () => void
  /** The far end is gone: the session was not refreshed in time, or the far end does not know it any more. */
  readonly onDead: () => void
  readonly log: (text: string) => void
}

/** s. RFC 3311 5.2: up to which an offer that came too early is to wait. */
const MOST_WAIT = 10

/** What keeps a dialog alive beyond sip.js: session timers, UPDATE, and re-INVITEs that are repeated after a 491. */
export class DialogKeeper {
  readonly #options: DialogKeeperOptions
  readonly #timer = new SessionTimer({ onRefresh: () => void this.#refresh(), onExpired: () => this.#options.onDead() })
  readonly #dialogs = new WeakSet<object>()
  #session: Session | undefined
  #takesUpdate = false
  /** Re-INVITEs that are under way or queued: only one may run at a time (RFC 3261 14.1). */
  #pending = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: DialogKeeperOptions) {
    this.#options = options
  }

  /** Keeps this session alive from now on; once for each call, before its first request or answer. */
  attach(session: Session): void {
    this.#session = session
    shapeReinvites(session, ({ message }) => this.#timer.answer((name) => message.getHeader(name)) ?? tooShort)
  }

  /** Headers of the first INVITE. */
  inviteHeaders(): string[] {
    return this.#timer.requestHeaders()
  }
  /** A 422 named a longer interval. @returns whether the INVITE is worth another try */
  tooShort(header: Header): boolean {
    return this.#timer.tooShort(header)
  }
  /** Headers of our 2xx to the far end's first INVITE; null when its interval is too short and 422 is due. */
  answerHeaders(header: Header): string[] | null {
    this.#learn(header)
    return this.#timer.answer(header)
  }
  /** Our INVITE was answered. */
  accepted(header: Header): void {
    this.#learn(header)
    this.#timer.accepted(header)
  }

  /** From now on answers UPDATEs in this early or confirmed dialog of the session. */
  watch(dialog: SessionDialog | undefined): void {
    if (!dialog || this.#dialogs.has(dialog)) return
    this.#dialogs.add(dialog)
    takeUpdates(dialog, (request) => void this.#update(request))
  }

  /** Sends a re-INVITE, after one that is under way, with the description as it is then. @returns the final status; 0 when none came */
  async renegotiate(): Promise<number> {
    const session = this.#session
    if (!session) return 0
    this.#pending += 1
    const run = (): Promise<number> =>
      sendReinvite(
        session,
        () => this.#timer.requestHeaders(),
        (header) => this.accepted(header),
      )
    const next = this.#last.then(run, run)
    this.#last = next
    try {
      return await next
    } finally {
      this.#pending -= 1
    }
  }

  stop(): void {
    this.#timer.stop()
  }

  #learn(header: Header): void {
    const allow = header('allow')
    if (allow !== undefined) this.#takesUpdate = /\bUPDATE\b/.test(allow)
  }

  async #refresh(): Promise<void> {
    const dialog = this.#session?.dialog as SessionDialog | undefined
    if (!dialog || this.#pending) return
    if (!this.#takesUpdate) {
      const status = await this.renegotiate()
      if (status === 408 || status === 481) this.#options.onDead()
      return
    }
    sendUpdate(dialog, [...this.#timer.requestHeaders(), `Contact: ${contactOf(this.#session)}`, 'Supported: timer'], {
      onAccept: ({ message }) => this.#timer.accepted((name) => message.getHeader(name)),
      onReject: ({ message }) => {
        const status = message.statusCode ?? 0
        this.#options.log(`UPDATE: ${status}`)
        if (status === 405 || status === 501) {
          this.#takesUpdate = false
          void this.#refresh()
        } else if (status === 408 || status === 481) this.#options.onDead()
      },
    })
  }

  /** Their UPDATE: a refresh without a description, or an offer outside of INVITE (RFC 3311 5.2). */
  async #update(request: UserAgentServer): Promise<void> {
    const { message } = request
    const timer = this.#timer.answer((name) => message.getHeader(name))
    if (!timer) {
      request.reject(tooShort)
      return
    }
    const extraHeaders = [...timer, `Contact: ${contactOf(this.#session)}`]
    if (!message.body) {
      request.accept({ statusCode: 200, extraHeaders })
      return
    }
    // the offer of their INVITE is unanswered (RFC 3311 5.2)
    if (this.#session instanceof Invitation && this.#session.state !== SessionState.Established) {
      request.reject({ statusCode: 500, extraHeaders: [`Retry-After: ${randomInt(MOST_WAIT + 1)}`] })
      return
    }
    if (this.#pending) {
      request.reject({ statusCode: 491 })
      return
    }
    try {
      await this.#options.audio.setRemote(message.body, 'offer')
      const content = await this.#options.audio.answer()
      request.accept({ statusCode: 200, extraHeaders, body: { contentDisposition: 'session', contentType: 'application/sdp', content } })
      this.#options.onDescription()
    } catch (e) {
      this.#options.log(`UPDATE: ${(e as Error).message}`)
      request.reject({ statusCode: 488 })
    }
  }
}

const tooShort = { statusCode: 422, extraHeaders: [`Min-SE: ${SHORTEST_INTERVAL}`] }
/** The Contact that sip.js made for the session; its type declares it as private. */
export const contactOf = (session: Session | undefined): string => (session as unknown as { _contact: string } | undefined)?._contact ?? ''
