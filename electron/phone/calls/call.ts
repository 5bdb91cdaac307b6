import type { Invitation, Session } from 'sip.js'
import type { PhoneMemory } from '../../../shared/contract/phone.ts'
import type { CallEnd, CallView } from '../../../shared/domain/call.ts'
import type { Line } from '../line/line.ts'
import type { CallAudio } from '../media/call-audio.ts'
import { applyAudioPolicy } from './audio-policy.ts'
import { end } from './call-end.ts'
import type { CallOptions } from './call-options.ts'
import { inScopeOf, wrongState } from './call-scope.ts'
import { CallSession } from './call-session.ts'
import { endedView, measuredView, newView, type Outgoing } from './call-view.ts'
import { Hold } from './hold.ts'
import { offerOf, type Refusal, refusalFor } from './incoming-invite.ts'
import { sendInfoTones } from './info-tones.ts'
import { type AcceptedReferral, PendingReferral } from './referral.ts'
import { callerOf } from './remote-party.ts'

/** One call: sip.js's session, its audio, and the view of it that main and the page get. */
export class Call {
  readonly line: Line
  readonly emergency: boolean
  readonly #options: CallOptions
  readonly #audio: CallAudio
  readonly #hold = this.#createHold()
  readonly #session: CallSession
  readonly #referral = new PendingReferral()
  #view: CallView
  #answering: Promise<void> | null = null
  /** Why it ends, from the moment that is known: what sip.js reports meanwhile is not the reason. */
  #ending: CallEnd | null = null
  /** What is closed with the call. */
  readonly #owned = new DisposableStack()

  /** @param outgoing what is dialled; null for an incoming call */
  constructor(options: CallOptions, outgoing: Outgoing | null) {
    this.line = options.line
    this.emergency = outgoing?.emergency ?? false
    this.#options = options
    this.#view = newView(options.id, options.line.id, outgoing)
    this.#audio = inScopeOf(this, () =>
      options.createAudio(options.line, {
        onState: (media) => this.#change({ media: { ...this.#view.media, ...media } }),
        onTone: (tone) => this.#toneReceived(tone),
        onQuality: (quality) => this.#change(measuredView(this.#view, quality)),
      }),
    )
    this.#owned.defer(() => this.#audio.close())
    this.#session = this.#owned.use(this.#createSession())
  }

  get view(): CallView {
    return this.#view
  }
  get over(): boolean {
    return this.#view.state === 'ended'
  }
  /** sip.js's session; undefined before the INVITE. */
  get session(): Session | undefined {
    return this.#session.sip
  }
  /** The SIP dialog's Call-ID; null before there is one. */
  get callId(): string | null {
    return this.#session.callId
  }
  /** Our answer is under way or was sent. */
  get answered(): boolean {
    return this.#answering !== null
  }
  /** What a later process needs to end this call; null while it is not connected. */
  get dialog(): PhoneMemory['dialogs'][number] | null {
    return this.#view.state === 'connected' ? this.#session.dialog : null
  }

  /** An unexpected error of this call: it ends, and nothing else does. */
  fail(error: unknown): void {
    this.#options.log(`unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    this.#end(end('failed', error instanceof Error ? error.message : ''), 500)
  }

  /**
   * Sends the INVITE. It waits for the RTP port alone; the microphone and the leg to the page are opened meanwhile.
   *
   * @param referral the REFER that requested this call; null when the user dialled
   * @throws AppError `number-invalid`, or the RTP port's error
   */
  dial(target: string, referral: AcceptedReferral | null = null): Promise<void> {
    return inScopeOf(this, () => this.#session.dial(target, this.#view.hidden, referral))
  }

  /** Rings: 180 at once, the RTP port and the leg to the page afterwards. */
  ring(invitation: Invitation): void {
    inScopeOf(this, () => this.#session.ring(invitation))
    this.#change({ remote: callerOf(invitation.request, this.line.setup.unknownCallerName), ringingAt: Date.now() })
  }

  /** Refuses a call that must not ring; it is shown once, as one that is over, so that it gets into the history. */
  refuse(invitation: Invitation, why: CallEnd['code'], answer: Refusal = refusalFor(why)): void {
    this.#view = { ...this.#view, remote: callerOf(invitation.request, this.line.setup.unknownCallerName) }
    void invitation.reject(answer).catch(() => {})
    this.#finish(end(why))
  }

  /** Why the caller's offer cannot be accepted; null when it can, or when there is none. */
  offerRejection(invitation: Invitation): CallEnd['code'] | null {
    const offer = offerOf(invitation)
    return offer === null ? null : this.#audio.offerRejection(offer)
  }

  /** Answers; a repeated request joins the answer that is under way or was sent. @throws AppError `call-wrong-state` */
  answer(): Promise<void> {
    if (this.#answering && !this.over) return this.#answering
    if (this.#view.direction !== 'incoming' || this.#view.state !== 'ringing' || !this.session) return Promise.reject(wrongState())
    this.#answering = inScopeOf(this, () => this.#accept())
    return this.#answering
  }

  async #accept(): Promise<void> {
    this.#change({ autoAnswerAt: null })
    const failure = await this.#session.accept()
    if (failure) this.#end(failure.end, failure.status)
  }

  /** @throws AppError `call-wrong-state` unless it is an incoming call that rings */
  async reject(why: CallEnd['code'] = 'rejected-here', answer: Refusal = { statusCode: 486 }): Promise<void> {
    if (this.#view.direction !== 'incoming' || this.#view.state !== 'ringing') throw wrongState()
    this.#end(end(why), answer)
  }

  /** Ends the call in whatever state. It is shown as over at once; the far end's answer is awaited in the background. */
  async hangUp(why: CallEnd['code'] = 'hung-up-here'): Promise<void> {
    if (this.#view.direction === 'incoming' && this.#view.state === 'ringing') return this.#end(end('rejected-here'), 486)
    this.#end(end(this.#session.established || why !== 'hung-up-here' ? why : 'cancelled'), 486)
  }

  /** Holds or resumes; shown when the far end has confirmed it. @throws AppError `call-wrong-state` */
  async setHold(on: boolean): Promise<void> {
    if (this.#view.state !== 'connected') throw wrongState()
    await this.#hold.set(on)
  }

  /** In front: microphone and loudspeaker are this call's. Other calls hear nothing and are not heard, on hold or not. */
  setFocus(focus: boolean, conference = false): void {
    if (this.over || (this.#view.focus === focus && this.#view.conference === conference)) return
    this.#change({ focus, conference, remoteMuted: conference && this.#view.remoteMuted })
    applyAudioPolicy(this.#audio, this.#view)
  }
  /** @param legs of the page, those of the other calls in the conference */
  setMix(legs: readonly number[]): void {
    this.#audio.mix(legs)
  }

  /** @param remote the other side, as the conference hears it @throws AppError `call-wrong-state` */
  setMuted(on: boolean, remote = false): void {
    if (this.over || (remote && !this.#view.conference)) throw wrongState()
    this.#change(remote ? { remoteMuted: on } : { muted: on })
    applyAudioPolicy(this.#audio, this.#view)
  }

  /** Sends tones in the audio or as SIP INFO, whichever the line's preferences and the far end allow. @throws AppError `call-wrong-state` */
  async sendTones(tones: string): Promise<void> {
    if (this.#view.state !== 'connected' && !this.#view.earlyMedia) throw wrongState()
    this.#change({ tonesSent: (this.#view.tonesSent + tones).slice(-200) })
    const { tones: method } = this.line.preferences
    if (method !== 'info' && (await this.#audio.sendTones(tones))) return
    if (method !== 'rtp') await sendInfoTones(this.session, tones, this.#options.log)
  }

  /** Asks the far end to go on with `target`: a number, or the party of another call of ours. @throws AppError `call-wrong-state` */
  transfer(target: string | Call): void {
    if (this.#view.state !== 'connected') throw wrongState()
    const blind = typeof target === 'string'
    const kind = blind ? 'blind' : 'attended'
    const shown = blind ? target : target.view.remote.number
    const asked = this.#session.refer(blind ? target : target.session, {
      onState: (state, status) => this.#change({ transfer: { kind, state, target: shown, status } }),
      onDone: () => {
        if (!blind) void target.hangUp('transferred')
        void this.hangUp('transferred')
      },
    })
    if (!asked) throw wrongState()
  }

  /** The pending REFER, once; null when there is none. */
  takeReferral(): AcceptedReferral | null {
    const referral = this.#referral.take()
    this.#change({ referral: null })
    return referral
  }
  refuseReferral(): void {
    this.takeReferral()?.notify(603, 'Decline')
  }
  /** Shows that the call will be answered automatically in so many seconds; null: not any more. */
  autoAnswerIn(seconds: number | null): void {
    this.#change({ autoAnswerAt: seconds === null ? null : Date.now() + seconds * 1000 })
  }

  /** The line was lost, or is connected again: then the far end gets our address, and a call it does not know any more ends. */
  async lineChanged(connected: boolean): Promise<void> {
    if (this.#view.state !== 'connected') return
    if (connected) await inScopeOf(this, () => this.#session.checkAddress())
    else if (this.#view.reconnectingSince === null) this.#change({ reconnectingSince: Date.now() })
  }

  #createHold(): Hold {
    return new Hold({
      held: () => this.#view.hold.local,
      isOver: () => this.over,
      offer: (on) => inScopeOf(this, () => this.#session.setHold(on)),
      onPending: () => this.#change({ hold: { ...this.#view.hold, pending: true, failed: false } }),
      onSettled: (local, failed) => {
        this.#change({ hold: { local, remote: this.#audio.heldByRemote(), pending: false, failed } })
        applyAudioPolicy(this.#audio, this.#view)
      },
    })
  }

  #createSession(): CallSession {
    return new CallSession({
      line: this.line,
      audio: this.#audio,
      owner: this,
      isOver: () => this.over,
      isReconnecting: () => this.#view.reconnectingSince !== null,
      events: {
        onProgress: (early) =>
          this.#change({ state: 'ringing', ringingAt: this.#view.ringingAt ?? Date.now(), earlyMedia: this.#view.earlyMedia || early }),
        onEstablished: () => this.#established(),
        onDescription: () => this.#descriptionApplied(),
        onTones: (tones) => this.#toneReceived(tones),
        onReferral: (referral) => {
          const to = this.#referral.receive(referral, this.session)
          if (to) this.#change({ referral: to })
        },
        onCancel: (why) => this.#finish(why),
        // a far end that accepted a transfer may hang up before it reports the outcome
        onBye: (reason) => this.#finish(this.#view.transfer?.state === 'accepted' ? end('transferred') : end('hung-up-there', reason)),
        onTerminated: (refusal) => this.#terminated(refusal),
        onDead: () => void this.hangUp('connection-lost'),
        onAddressRenewed: () => this.#change({ reconnectingSince: null }),
        onAddressRefused: () => this.#end(end('connection-lost'), 486),
        onNotEnded: this.#options.onNotEnded,
      },
      log: this.#options.log,
    })
  }

  #established(): void {
    if (this.over) return
    this.#change({ state: 'connected', connectedAt: Date.now(), media: this.#negotiatedMedia() })
    applyAudioPolicy(this.#audio, this.#view)
    // our address may have changed while it rang
    void this.#session.checkAddress()
  }

  #descriptionApplied(): void {
    // sip.js reports a description before our answer to it exists; what was negotiated is known right after
    setImmediate(() => this.#change({ hold: { ...this.#view.hold, remote: this.#audio.heldByRemote() }, media: this.#negotiatedMedia() }))
  }

  #negotiatedMedia(): CallView['media'] {
    return { ...this.#view.media, codec: this.#audio.codec(), encryption: this.#audio.encryption() }
  }

  #terminated(refusal: CallEnd | null): void {
    if (this.#view.connectedAt !== null) this.#finish(end('hung-up-there'))
    else if (this.#view.direction === 'outgoing') this.#finish(refusal ?? end('failed'))
    // an answer that failed gives its own reason
    else if (!this.#answering) this.#finish(end('missed'))
  }

  #toneReceived(tones: string): void {
    this.#change({ tonesReceived: (this.#view.tonesReceived + tones).slice(-200) })
  }

  /** Ends the SIP session first: an error in what follows must not leave a call that costs money. */
  #end(why: CallEnd, answer: number | Refusal): void {
    if (this.over || this.#ending) return
    this.#ending = why
    inScopeOf(this, () => this.#session.end(typeof answer === 'number' ? { statusCode: answer } : answer))
    this.#finish(why)
  }

  #finish(why: CallEnd): void {
    if (this.over) return
    const quality = this.#audio.meanQuality()
    try {
      this.#owned.dispose()
    } catch (e) {
      this.#options.log(`close: ${(e as Error).message}`)
    }
    this.#change(endedView(this.#view, this.#ending ?? why, quality))
  }

  #change(part: Partial<CallView>): void {
    if (this.over) return
    this.#view = { ...this.#view, ...part }
    this.#options.onChange(this)
  }
}
