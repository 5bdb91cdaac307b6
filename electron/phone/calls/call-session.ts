import { type Invitation, Inviter, type Session, SessionState, UserAgent } from 'sip.js'
import type { SessionDialog } from 'sip.js/lib/core'
import type { PhoneMemory } from '../../../shared/contract/phone.ts'
import type { CallEnd } from '../../../shared/domain/call.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { Line } from '../line/line.ts'
import type { CallAudio } from '../media/call-audio.ts'
import { AddressRenewal } from './address-renewal.ts'
import { end, endFromCancel } from './call-end.ts'
import type { Owner } from './call-scope.ts'
import { audioOf, type DescriptionHandler } from './description-handler.ts'
import { DialogKeeper } from './dialog-keeper.ts'
import { rememberDialog } from './dialog-memory.ts'
import { endSession } from './end-session.ts'
import { type AnswerFailure, answerFailure, IncomingInvite, type Refusal } from './incoming-invite.ts'
import { OutgoingInvite } from './outgoing-invite.ts'
import type { AcceptedReferral } from './referral.ts'
import { type SessionEvents, watchSession } from './session-watch.ts'
import { sendRefer, type TransferEvents } from './transfer.ts'

export type CallSessionEvents = Omit<SessionEvents, 'onTerminated' | 'onMessage'> & {
  /** A provisional response from 180 on. @param early it describes audio that is already sent */
  readonly onProgress: (early: boolean) => void
  /** The session ended without our doing. @param refusal why an outgoing call was not answered; null when the far end gave no reason */
  readonly onTerminated: (refusal: CallEnd | null) => void
  /** The caller gave up. */
  readonly onCancel: (why: CallEnd) => void
  /** The far end is gone: it does not refresh the session, or does not know it any more. */
  readonly onDead: () => void
  /** The far end has our new address. */
  readonly onAddressRenewed: () => void
  /** The far end does not know the call under any address. */
  readonly onAddressRefused: () => void
  /** The BYE or CANCEL did not reach the far end; `dialog` is what it takes to end the call later. */
  readonly onNotEnded: (dialog: PhoneMemory['dialogs'][number]) => void
}
export type CallSessionOptions = {
  readonly line: Line
  readonly audio: CallAudio
  /** What an unexpected error ends. */
  readonly owner: Owner
  readonly isOver: () => boolean
  /** The line was lost during the call: the far end needs our address, whether or not it changed. */
  readonly isReconnecting: () => boolean
  readonly events: CallSessionEvents
  readonly log: (text: string) => void
}

/**
 * The SIP side of one call: sip.js's session, or several in turn while an INVITE is tried again, and what keeps its dialog
 * alive. It knows nothing of how the call is shown.
 */
export class CallSession implements Disposable {
  readonly #options: CallSessionOptions
  readonly #keeper: DialogKeeper
  readonly #renewal: AddressRenewal
  #sip: Session | undefined
  #incoming: IncomingInvite | null = null
  #outgoing: OutgoingInvite | null = null
  #wasEstablished = false

  constructor(options: CallSessionOptions) {
    this.#options = options
    const { line, audio, events, log } = options
    this.#keeper = new DialogKeeper({ audio, onDescription: events.onDescription, onDead: events.onDead, log })
    this.#renewal = new AddressRenewal({
      address: () => line.localAddress,
      move: (address) => audio.move(address).catch((e: Error) => log(`RTP port: ${e.message}`)),
      renegotiate: () => this.#keeper.renegotiate(),
      isDue: options.isReconnecting,
      onDone: events.onAddressRenewed,
      onGone: events.onAddressRefused,
    })
  }

  /** sip.js's current session; undefined before the INVITE. */
  get sip(): Session | undefined {
    return this.#sip
  }
  get established(): boolean {
    return this.#sip?.state === SessionState.Established
  }
  /** The dialog's Call-ID; null before there is one. */
  get callId(): string | null {
    return (this.#sip as Inviter | Invitation | undefined)?.request.callId ?? null
  }
  /** What a later process needs to end the dialog; null while there is none. */
  get dialog(): PhoneMemory['dialogs'][number] | null {
    return rememberDialog(this.#sip?.dialog, this.#options.line.id)
  }

  /**
   * Sends the INVITE. It waits for the RTP port alone; the microphone and the leg to the page are opened meanwhile.
   *
   * @param hidden our number is withheld
   * @param referral the REFER that requested this call; null when the user dialled
   * @throws AppError `number-invalid`, or the RTP port's error
   */
  async dial(target: string, hidden: boolean, referral: AcceptedReferral | null): Promise<void> {
    const { line, audio, events, isOver, log } = this.#options
    const uri = UserAgent.makeURI(line.targetUri(target))
    if (!uri) throw new AppError('number-invalid', 'the number cannot be dialled')
    const { srtp } = line.preferences
    audio.setEncryption(srtp !== 'off')
    await audio.open().catch((e: Error) => {
      if (!isOver()) throw e
    })
    if (isOver()) return
    const { userAgent } = line
    this.#outgoing = new OutgoingInvite({
      create: (options) => referral?.invite(userAgent, options) ?? new Inviter(userAgent, uri, options),
      onResponse: (status, phrase) => referral?.notify(status, phrase),
      hidden,
      own: String(userAgent.configuration.uri),
      srtp,
      keeper: this.#keeper,
      audio,
      onSession: (inviter) => this.#watch(inviter),
      onProgress: (inviter, message) => {
        if (isOver() || (message.statusCode ?? 0) < 180) return
        events.onProgress(this.#earlyMedia(inviter, message.body, message.getHeader('content-type')))
      },
      isOver,
    })
    const sent = this.#outgoing.send()
    // once the INVITE is under way: the messages to the page would hold it up
    setImmediate(() => {
      if (isOver()) return
      audio.setMicrophone('live')
      audio.attach()
    })
    await sent.catch((e: Error) => {
      log(`INVITE: ${e.message}`)
      events.onTerminated(end('failed', e.message))
    })
  }

  /** Rings: 180 at once, the RTP port and the leg to the page afterwards. */
  ring(invitation: Invitation): void {
    const { audio, isOver, events, log } = this.#options
    const onBye = (reason: string): void => events.onCancel(endFromCancel(reason))
    this.#incoming = new IncomingInvite({ invitation, audio, keeper: this.#keeper, onBye, isOver, log })
    this.#watch(invitation)
    invitation.delegate = { ...invitation.delegate, onCancel: (cancel) => events.onCancel(endFromCancel(cancel.request.getHeader('reason'))) }
    this.#incoming.ring()
  }

  /** Answers the INVITE that rings. Never rejects. @returns why it could not be answered; null when it was, or when the call is over */
  async accept(): Promise<AnswerFailure | null> {
    try {
      await this.#incoming?.accept()
      return null
    } catch (e) {
      if (this.#options.isOver()) return null
      this.#options.log(`answer: ${(e as Error).message}`)
      return answerFailure(e as Error)
    }
  }

  /** Offers to hold or to resume (RFC 3264 8.4); revoked when the far end refuses. @returns whether it confirmed */
  async setHold(on: boolean): Promise<boolean> {
    const { audio, isOver } = this.#options
    audio.setDirection(on ? 'sendonly' : 'sendrecv')
    const status = await this.#keeper.renegotiate()
    const confirmed = status >= 200 && status < 300
    if (!confirmed && !isOver()) audio.setDirection(on ? 'sendrecv' : 'sendonly')
    return confirmed
  }

  /** Asks the far end to go on with a number, or with the party of another session of ours. @returns false when neither is there */
  refer(target: string | Session | undefined, events: TransferEvents): boolean {
    const to = typeof target === 'string' ? UserAgent.makeURI(this.#options.line.targetUri(target)) : target
    if (!this.#sip || !to) return false
    sendRefer(this.#sip, to, events, this.#options.log)
    return true
  }

  /** The line is connected: the far end gets our address if it changed. */
  checkAddress(): Promise<void> {
    return this.#renewal.check()
  }

  /** Ends the session in whatever state. Never throws. @param refusal of a call that was not answered here */
  end(refusal: Refusal): void {
    if (!this.#sip) return
    const dialog = this.established ? this.dialog : rememberDialog(this.#outgoing?.earlyDialog, this.#options.line.id)
    endSession(this.#sip, refusal, this.#options.log, () => {
      if (dialog) this.#options.events.onNotEnded(dialog)
    })
  }

  /** Ends timers and watches; the session itself is ended by `end`. */
  [Symbol.dispose](): void {
    this.#renewal[Symbol.dispose]()
    this.#keeper.stop()
  }

  #watch(session: Session): void {
    const { audio, owner, events } = this.#options
    this.#sip = session
    audioOf.set(session, audio)
    this.#keeper.attach(session)
    // events of an earlier session of the same call do not count
    const ifCurrent = (run: () => void) => (): void => {
      if (session === this.#sip) run()
    }
    watchSession(session, owner, {
      ...events,
      onMessage: (message) => this.#options.line.receiveMessage(message),
      onEstablished: ifCurrent(() => {
        this.#wasEstablished = true
        if (!this.#options.isOver()) this.#keeper.watch(session.dialog as SessionDialog | undefined)
        events.onEstablished()
      }),
      onTerminated: ifCurrent(() => {
        if (this.#wasEstablished || !this.#outgoing) return events.onTerminated(null)
        // the refusal's status comes right after the state, and another try may follow it
        setImmediate(ifCurrent(() => events.onTerminated(this.#outgoing?.why() ?? end('failed'))))
      }),
    })
  }

  /** Applies the description of a provisional response. @returns whether there is one */
  #earlyMedia(inviter: Inviter, body: string, type: string | undefined): boolean {
    if (body === '' || !/^application\/sdp/i.test(type ?? '')) return false
    const handler = inviter.sessionDescriptionHandler as DescriptionHandler | undefined
    handler?.setEarly(body).catch((e: Error) => this.#options.log(`early media: ${e.message}`))
    return true
  }
}
