import type { Invitation } from 'sip.js'
import type { SessionDialog } from 'sip.js/lib/core'
import type { CallEnd } from '../../../shared/domain/call.ts'
import type { CallAudio } from '../media/call-audio.ts'
import { end } from './call-end.ts'
import type { DialogKeeper } from './dialog-keeper.ts'

export type IncomingInviteOptions = {
  readonly invitation: Invitation
  readonly audio: CallAudio
  readonly keeper: DialogKeeper
  /** The caller gave up with a BYE; `reason` is its Reason header or "". */
  readonly onBye: (reason: string) => void
  readonly isOver: () => boolean
  readonly log: (text: string) => void
}

/** The INVITE of an incoming call from its first ring to our answer. */
export class IncomingInvite {
  readonly #options: IncomingInviteOptions
  #opened: Promise<void> = Promise.resolve()

  constructor(options: IncomingInviteOptions) {
    this.#options = options
  }

  /** Sends 180 at once and opens the RTP port and the leg to the page meanwhile; the microphone stays off. */
  ring(): void {
    const { invitation, audio, keeper, isOver, log } = this.#options
    void invitation.progress().catch(() => {})
    this.#endWithBye()
    keeper.watch(invitation.dialog as SessionDialog | undefined)
    this.#opened = audio.open().then(() => audio.attach())
    this.#opened.catch((e: Error) => isOver() || log(`RTP port: ${e.message}`))
  }

  /** Gap in sip.js: it takes a BYE in the early dialog, and the call rings on (RFC 3261 15.1.2: the INVITE is answered with 487). */
  #endWithBye(): void {
    const { invitation, onBye, isOver } = this.#options
    const { dialog } = invitation
    if (!dialog || isOver()) return
    dialog.delegate = {
      ...dialog.delegate,
      onBye: (bye) => {
        bye.accept()
        void invitation.reject({ statusCode: 487 }).catch(() => {})
        onBye(bye.message.getHeader('reason') ?? '')
      },
    }
  }

  /** Sends the 200 as soon as the RTP port is open. @throws when the offer cannot be answered; see answerFailure */
  async accept(): Promise<void> {
    const { invitation, audio, keeper } = this.#options
    audio.setMicrophone('live')
    const extraHeaders = keeper.answerHeaders((name) => invitation.request.getHeader(name)) ?? []
    await this.#opened
    await invitation.accept({ extraHeaders: [...extraHeaders, 'Supported: timer, replaces'] })
  }
}

/** The SDP offer of an INVITE; null when it carries none (RFC 3261 13.2.1: then our 200 makes the offer). */
export function offerOf({ body, request }: Invitation): string | null {
  const described = body !== undefined && body !== '' && /^application\/sdp/i.test(request.getHeader('content-type') ?? '')
  return described ? body : null
}

/** The answer to a call that is refused. */
export type Refusal = { readonly statusCode: number; readonly extraHeaders?: string[] }

/** 486 when we are busy, 603 to a blocked caller, else 488 with the reason of RFC 3261 20.43. */
export function refusalFor(why: CallEnd['code']): Refusal {
  if (why === 'do-not-disturb' || why === 'busy-here') return { statusCode: 486 }
  if (why === 'blocked') return { statusCode: 603 }
  // warn-code 305: incompatible media format
  return { statusCode: 488, extraHeaders: ['Warning: 305 dialdesk "Incompatible media format"'] }
}

/** The answer that sends the caller elsewhere (RFC 3261 21.3.3). @param uri as the caller's server is to call it */
export const redirectTo = (uri: string): Refusal => ({ statusCode: 302, extraHeaders: [`Contact: <${uri}>`] })

/** `status`: of the refusal that the caller gets. */
export type AnswerFailure = { readonly end: CallEnd; readonly status: number }

/** What the error of an answer means, from its message (Negotiation.setRemote). */
export function answerFailure({ message }: Error): AnswerFailure {
  const code = message === 'no encryption' ? 'no-encryption' : message === 'no common codec' ? 'no-common-codec' : null
  return code ? { end: end(code), status: 488 } : { end: end('failed', message), status: 500 }
}
