import type { Inviter, InviterOptions } from 'sip.js'
import type { IncomingResponseMessage, SessionDialog } from 'sip.js/lib/core'
import type { CallEnd } from '../../../shared/domain/call.ts'
import type { LinePreferences } from '../../../shared/domain/line-preferences.ts'
import type { CallAudio } from '../media/call-audio.ts'
import { followFinalAnswer } from '../sip/gaps/final-answer.ts'
import { end, endFromStatus, redirectTarget } from './call-end.ts'
import type { DialogKeeper } from './dialog-keeper.ts'

export type OutgoingInviteOptions = {
  /** A fresh session for each try. */
  readonly create: (options: InviterOptions) => Inviter
  /** Our number is withheld. */
  readonly hidden: boolean
  /** Our address of record; with a withheld number only the server gets it. */
  readonly own: string
  readonly srtp: LinePreferences['srtp']
  readonly keeper: DialogKeeper
  readonly audio: CallAudio
  /** A session begins; an earlier one of the same call is over. */
  readonly onSession: (inviter: Inviter) => void
  readonly onProgress: (inviter: Inviter, message: IncomingResponseMessage) => void
  /** Each response, but refusals after which the INVITE is sent again. */
  readonly onResponse: (status: number, phrase: string) => void
  readonly isOver: () => boolean
}

/** How often an INVITE is sent at most, changed each time as its refusal requires. */
const TRIES = 3

/** Statuses with which an encrypted offer is refused: those of RFC 3261 21.4.13, 21.4.26 and 21.6.4, and what some send in their place. */
const REFUSES_ENCRYPTION = new Set([400, 406, 415, 420, 488, 500, 501, 606])

/** The INVITE of an outgoing call. One that was refused for its session interval or its encryption is changed and sent again. */
export class OutgoingInvite {
  readonly #options: OutgoingInviteOptions
  #tries = 0
  #session: Inviter | undefined
  #refused: IncomingResponseMessage | null = null
  #early: SessionDialog | undefined

  constructor(options: OutgoingInviteOptions) {
    this.#options = options
  }

  /** The dialog of the last provisional response (RFC 3261 12.1); undefined where it made none. */
  get earlyDialog(): SessionDialog | undefined {
    return this.#early
  }

  /** @throws what sip.js throws when the INVITE cannot be sent */
  async send(): Promise<void> {
    const { create, hidden, own, keeper } = this.#options
    this.#tries += 1
    const before = this.#session?.request
    const inviter = create({
      extraHeaders: [
        ...keeper.inviteHeaders(),
        // RFC 3323 4.1.1.3, RFC 3325 9.1. Our Contact does not identify the user and stays: requests in the dialog need it
        ...(hidden ? ['Privacy: id', `P-Preferred-Identity: <${own}>`] : []),
      ],
      params: {
        // another try is the same call (RFC 3261 8.1.3.5): its Call-ID, the next CSeq
        ...(before ? { callId: before.callId, cseq: before.cseq + 1 } : {}),
        ...(hidden ? { fromDisplayName: 'Anonymous', fromUri: 'sip:anonymous@anonymous.invalid' } : {}),
      },
    })
    followFinalAnswer(inviter)
    this.#session = inviter
    this.#options.onSession(inviter)
    const responded = ({ statusCode = 0, reasonPhrase = '' }: IncomingResponseMessage): void => this.#options.onResponse(statusCode, reasonPhrase)
    await inviter.invite({
      requestDelegate: {
        onProgress: (response) => {
          responded(response.message)
          // sip.js passes the early dialog, which its type does not declare
          this.#early = (response as unknown as { session?: SessionDialog }).session
          keeper.watch(this.#early)
          this.#options.onProgress(inviter, response.message)
        },
        onAccept: ({ message }) => {
          responded(message)
          keeper.accepted((name) => message.getHeader(name))
        },
        onRedirect: ({ message }) => {
          responded(message)
          this.#refused = message
        },
        onReject: ({ message }) => {
          this.#refused = message
          if (this.#mayTryAgain(message)) void this.send().catch(() => {})
          else responded(message)
        },
      },
    })
  }

  /** Why the call was not answered, from the last refusal. */
  why(): CallEnd {
    const message = this.#refused
    if (!message) return end('failed')
    const why = endFromStatus(message.statusCode ?? 0, message.reasonPhrase ?? '')
    if (why.code === 'redirected') return { ...why, redirect: redirectTarget(message.getHeaders('contact')) }
    return why.code === 'no-common-codec' && this.#options.srtp === 'required' ? { ...why, code: 'no-encryption' } : why
  }

  /** Whether a changed INVITE may succeed: with a longer session interval (RFC 4028 6), or with plain audio where encryption is only preferred. */
  #mayTryAgain(message: IncomingResponseMessage): boolean {
    const { keeper, audio, srtp, isOver } = this.#options
    if (isOver() || this.#tries >= TRIES) return false
    const status = message.statusCode ?? 0
    const longer = status === 422 && keeper.tooShort((name) => message.getHeader(name))
    const plain = REFUSES_ENCRYPTION.has(status) && srtp === 'preferred' && audio.setEncryption(false)
    return longer || plain
  }
}
