import type { Session } from 'sip.js'
import type { SessionDialog, UserAgentServer } from 'sip.js/lib/core'
import { shapeReinvites } from '../line/sipjs/in-dialog.ts'
import { SessionTimer, SHORTEST_INTERVAL } from '../line/sipjs/session-timer.ts'
import { sendUpdate, takeUpdates } from '../line/sipjs/update.ts'
import type { Sound } from '../media/sound.ts'
import { sendReinvite } from './reinvite.ts'

type Header = (name: string) => string | undefined
export type DialogKeeperOptions = {
  readonly sound: Sound
  /** A description of the far end was applied. */
  readonly onDescription: () => void
  /** The far end is gone: nobody refreshed the session, or it does not know it any more. */
  readonly onDead: () => void
  readonly log: (text: string) => void
}

/** What keeps a dialog alive and in step besides sip.js: session timers, UPDATE, re-INVITEs that survive a 491. */
export class DialogKeeper {
  readonly #o: DialogKeeperOptions
  readonly #timer = new SessionTimer({ onRefresh: () => void this.#refresh(), onExpired: () => this.#o.onDead() })
  readonly #dialogs = new WeakSet<object>()
  #session: Session | undefined
  #takesUpdate = false
  #busy = false

  constructor(options: DialogKeeperOptions) {
    this.#o = options
  }

  attach(session: Session): void {
    this.#session = session
    shapeReinvites(session, ({ message }) => this.#timer.answer((name) => message.getHeader(name)) ?? tooShort)
  }

  /** Headers of the first INVITE. */
  inviteHeaders(): string[] {
    return this.#timer.requestHeaders()
  }
  /** A 422 named a longer interval: true when the INVITE is worth another try. */
  tooShort(header: Header): boolean {
    return this.#timer.tooShort(header)
  }
  /** Headers of our 2xx to their first INVITE; null: 422 is due. */
  answerHeaders(header: Header): string[] | null {
    this.#learn(header)
    return this.#timer.answer(header)
  }
  /** Our INVITE was answered. */
  accepted(header: Header): void {
    this.#learn(header)
    this.#timer.accepted(header)
  }

  /** An early or confirmed dialog of the session takes UPDATEs from now on. */
  watch(dialog: SessionDialog | undefined): void {
    if (!dialog || this.#dialogs.has(dialog)) return
    this.#dialogs.add(dialog)
    takeUpdates(dialog, (request) => void this.#update(request))
  }

  /** Sends the description as it is wanted now. @returns the final status; 0 when none came */
  async renegotiate(): Promise<number> {
    if (!this.#session) return 0
    this.#busy = true
    try {
      return await sendReinvite(
        this.#session,
        () => this.#timer.requestHeaders(),
        (header) => this.accepted(header),
      )
    } finally {
      this.#busy = false
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
    if (!dialog || this.#busy) return
    if (!this.#takesUpdate) {
      const status = await this.renegotiate()
      if (status === 408 || status === 481) this.#o.onDead()
      return
    }
    sendUpdate(dialog, [...this.#timer.requestHeaders(), `Contact: ${contactOf(this.#session)}`, 'Supported: timer'], {
      onAccept: ({ message }) => this.#timer.accepted((name) => message.getHeader(name)),
      onReject: ({ message }) => {
        const status = message.statusCode ?? 0
        this.#o.log(`UPDATE: ${status}`)
        if (status === 405 || status === 501) {
          this.#takesUpdate = false
          void this.#refresh()
        } else if (status === 408 || status === 481) this.#o.onDead()
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
    if (this.#busy) {
      request.reject({ statusCode: 491 })
      return
    }
    try {
      await this.#o.sound.setRemote(message.body, 'offer')
      const content = await this.#o.sound.answer()
      request.accept({ statusCode: 200, extraHeaders, body: { contentDisposition: 'session', contentType: 'application/sdp', content } })
      this.#o.onDescription()
    } catch (e) {
      this.#o.log(`UPDATE: ${(e as Error).message}`)
      request.reject({ statusCode: 488 })
    }
  }
}

const tooShort = { statusCode: 422, extraHeaders: [`Min-SE: ${SHORTEST_INTERVAL}`] }
/** The Contact that sip.js made for the session; it types it as its own business. */
const contactOf = (session: Session | undefined): string => (session as unknown as { _contact: string } | undefined)?._contact ?? ''
