import type { Inviter, InviterOptions } from 'sip.js'
import type { IncomingResponseMessage, SessionDialog } from 'sip.js/lib/core'
import type { CallEnd } from '../../../shared/call.ts'
import type { LinePreferences } from '../../../shared/line-preferences.ts'
import type { Sound } from '../media/sound.ts'
import { end, endFromStatus, redirectTarget } from './call-end.ts'
import type { DialogKeeper } from './dialog-keeper.ts'

export type OutgoingInviteOptions = {
  /** A fresh session for each try. */
  readonly create: (options: InviterOptions) => Inviter
  /** Our number is withheld. */
  readonly hidden: boolean
  /** Our own address, for the server alone when the number is withheld. */
  readonly own: string
  readonly srtp: LinePreferences['srtp']
  readonly keeper: DialogKeeper
  readonly sound: Sound
  /** A session begins; an earlier one of the same call is over. */
  readonly onSession: (inviter: Inviter) => void
  readonly onProgress: (inviter: Inviter, message: IncomingResponseMessage) => void
  readonly isOver: () => boolean
}

/** How often an INVITE that was refused for its form is sent again in another one. */
const TRIES = 3

/** The INVITE of a call, sent again where it was refused for its form alone. */
export class OutgoingInvite {
  readonly #o: OutgoingInviteOptions
  #tries = 0
  #session: Inviter | undefined
  #refused: IncomingResponseMessage | null = null

  constructor(options: OutgoingInviteOptions) {
    this.#o = options
  }

  /** Sends it. @throws what sip.js throws when it cannot be sent */
  async send(): Promise<void> {
    const { create, hidden, own, keeper } = this.#o
    this.#tries += 1
    const before = this.#session?.request
    const inviter = create({
      extraHeaders: [
        ...keeper.inviteHeaders(),
        // RFC 3323 4.1.1.3, RFC 3325 9.1. Our Contact names nobody, so it may stay: requests in the dialog must find us
        ...(hidden ? ['Privacy: id', `P-Preferred-Identity: <${own}>`] : []),
      ],
      params: {
        // another try is the same call (RFC 3261 8.1.3.5): its Call-ID, the next CSeq
        ...(before ? { callId: before.callId, cseq: before.cseq + 1 } : {}),
        ...(hidden ? { fromDisplayName: 'Anonymous', fromUri: 'sip:anonymous@anonymous.invalid' } : {}),
      },
    })
    this.#session = inviter
    this.#o.onSession(inviter)
    await inviter.invite({
      requestDelegate: {
        onProgress: (response) => {
          // sip.js hands the early dialog over and does not say so in the type
          keeper.watch((response as unknown as { session?: SessionDialog }).session)
          this.#o.onProgress(inviter, response.message)
        },
        onAccept: ({ message }) => keeper.accepted((name) => message.getHeader(name)),
        onRedirect: ({ message }) => {
          this.#refused = message
        },
        onReject: ({ message }) => {
          this.#refused = message
          if (this.#mayTryAgain(message)) void this.send().catch(() => {})
        },
      },
    })
  }

  /** Why it did not come about, from the last refusal. */
  why(): CallEnd {
    const message = this.#refused
    if (!message) return end('failed')
    const why = endFromStatus(message.statusCode ?? 0, message.reasonPhrase ?? '')
    if (why.code === 'redirected') return { ...why, redirect: redirectTarget(message.getHeaders('contact')) }
    return why.code === 'no-common-codec' && this.#o.srtp === 'required' ? { ...why, code: 'no-encryption' } : why
  }

  /** Refused for its form alone: a longer session interval (RFC 4028 6), or plain sound where encryption is only preferred. */
  #mayTryAgain(message: IncomingResponseMessage): boolean {
    const { keeper, sound, srtp, isOver } = this.#o
    if (isOver() || this.#tries >= TRIES) return false
    const status = message.statusCode ?? 0
    const longer = status === 422 && keeper.tooShort((name) => message.getHeader(name))
    const plain = [415, 488, 606].includes(status) && srtp === 'preferred' && sound.setEncryption(false)
    return longer || plain
  }
}
