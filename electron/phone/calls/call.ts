import { type Invitation, Inviter, type Referral, type Session, SessionState, UserAgent } from 'sip.js'
import type { SessionDialog } from 'sip.js/lib/core'
import type { CallEnd, CallView } from '../../../shared/call.ts'
import { AppError } from '../../../shared/contract.ts'
import type { PhoneMemory } from '../../../shared/phone-ipc.ts'
import type { Line } from '../line/line.ts'
import type { Sound, SoundEvents } from '../media/sound.ts'
import { end, endFromCancel } from './call-end.ts'
import { DialogKeeper } from './dialog-keeper.ts'
import { rememberDialog } from './dialog-memory.ts'
import { readTones, toneInfo } from './info-tones.ts'
import { newView } from './new-view.ts'
import { OutgoingInvite } from './outgoing-invite.ts'
import { declineReferral, referredTo } from './referral.ts'
import { callerOf } from './remote-party.ts'
import { type SoundDescriptionHandler, soundOf } from './session-description.ts'
import { sendRefer } from './transfer.ts'

export type CallOptions = {
  readonly id: string
  readonly line: Line
  readonly createSound: (line: Line, events: SoundEvents) => Sound
  readonly onChange: (call: Call) => void
  readonly log: (text: string) => void
}
export type Outgoing = { readonly target: string; readonly hidden: boolean; readonly consultFor: string | null }

/** A session that does not end by itself (a 487 that never comes) is given up after RFC 3261's 64*T1. */
const GIVE_UP = 32_000

/** One call: sip.js's session, its sound, and how it looks from outside. */
export class Call {
  readonly line: Line
  readonly #o: CallOptions
  readonly #sound: Sound
  readonly #keeper: DialogKeeper
  #view: CallView
  #session: Session | undefined
  #opened: Promise<void> = Promise.resolve()
  #outgoing: OutgoingInvite | null = null
  #referral: Referral | null = null
  #address: string | null
  #renewing = false

  /** @param outgoing what is dialled; null for a call that comes in */
  constructor(options: CallOptions, outgoing: Outgoing | null) {
    this.line = options.line
    this.#o = options
    this.#view = newView(options.id, options.line.id, outgoing)
    this.#address = options.line.localAddress
    this.#sound = options.createSound(options.line, {
      onState: (media) => this.#change({ media: { ...this.#view.media, ...media } }),
      onTone: (tone) => this.#toneReceived(tone),
      onQuality: (quality) => this.#change({ quality }),
    })
    this.#keeper = new DialogKeeper({
      sound: this.#sound,
      onDescription: () => this.#described(),
      onDead: () => void this.hangUp('connection-lost'),
      log: options.log,
    })
  }

  get view(): CallView {
    return this.#view
  }
  get over(): boolean {
    return this.#view.state === 'ended'
  }
  get session(): Session | undefined {
    return this.#session
  }

  /** Sends the INVITE; it waits for the RTP port alone, microphone and leg come beside it. @param referral the REFER that asks for it */
  async dial(target: string, referral: Referral | null = null): Promise<void> {
    const uri = UserAgent.makeURI(this.line.targetUri(target))
    if (!uri) throw new AppError('number-invalid', 'the number cannot be dialled')
    const { srtp } = this.line.preferences
    this.#sound.setEncryption(srtp !== 'off')
    await this.#sound.open()
    if (this.over) return
    this.#sound.setMicrophone('live')
    this.#sound.attach()
    const { userAgent } = this.line
    const invite = new OutgoingInvite({
      create: (options) => referral?.makeInviter(options) ?? new Inviter(userAgent, uri, options),
      hidden: this.#view.hidden,
      own: String(userAgent.configuration.uri),
      srtp,
      keeper: this.#keeper,
      sound: this.#sound,
      onSession: (inviter) => this.#watch(inviter),
      onProgress: (inviter, message) => this.#progress(inviter, message.statusCode ?? 0, message.body, message.getHeader('content-type')),
      isOver: () => this.over,
    })
    this.#outgoing = invite
    await invite.send().catch((e: Error) => {
      this.#o.log(`INVITE: ${e.message}`)
      this.#finish(end('failed', e.message))
    })
  }

  /** Rings: 180 at once, port and leg afterwards, the microphone stays off. */
  ring(invitation: Invitation): void {
    this.#watch(invitation)
    invitation.delegate = { ...invitation.delegate, onCancel: (cancel) => this.#finish(endFromCancel(cancel.request.getHeader('reason'))) }
    this.#change({ remote: callerOf(invitation.request, this.line.setup.unknownCallerName), ringingAt: Date.now() })
    void invitation.progress().catch(() => {})
    this.#opened = this.#sound.open().then(() => this.#sound.attach())
    this.#opened.catch((e: Error) => this.#o.log(`RTP port: ${e.message}`))
  }

  /** A call that must not ring: the caller hears busy, the user finds it among the missed ones. */
  refuse(invitation: Invitation, why: 'do-not-disturb' | 'busy-here'): void {
    this.#change({ remote: callerOf(invitation.request, this.line.setup.unknownCallerName) })
    void invitation.reject({ statusCode: 486 }).catch(() => {})
    this.#finish(end(why))
  }

  async answer(): Promise<void> {
    const session = this.#session as Invitation | undefined
    if (this.#view.direction !== 'incoming' || this.#view.state !== 'ringing' || !session) throw wrongState()
    this.#change({ autoAnswerAt: null })
    this.#sound.setMicrophone('live')
    const extraHeaders = this.#keeper.answerHeaders((name) => session.request.getHeader(name)) ?? []
    try {
      await this.#opened
      await session.accept({ extraHeaders: [...extraHeaders, 'Supported: timer, replaces'] })
    } catch (e) {
      if (this.over) return
      this.#o.log(`answer: ${(e as Error).message}`)
      await session.reject({ statusCode: 488 }).catch(() => {})
      this.#finish(end((e as Error).message === 'no encryption' ? 'no-encryption' : 'no-common-codec'))
    }
  }

  async reject(status = 486): Promise<void> {
    if (this.#view.direction !== 'incoming' || this.#view.state !== 'ringing') throw wrongState()
    const session = this.#session as Invitation
    this.#finish(end('rejected-here'))
    await session.reject({ statusCode: status }).catch((e: Error) => this.#o.log(`reject: ${e.message}`))
  }

  /** Ends the call in whatever state. The user is free at once; the far end's answer is awaited in the background. */
  async hangUp(why: CallEnd['code'] = 'hung-up-here'): Promise<void> {
    const session = this.#session
    if (this.over) return
    if (this.#view.direction === 'incoming' && this.#view.state === 'ringing') return this.reject()
    const established = session?.state === SessionState.Established
    this.#finish(end(established || why !== 'hung-up-here' ? why : 'cancelled'))
    if (!session) return
    try {
      if (established) await session.bye()
      else if (session instanceof Inviter && session.state === SessionState.Establishing) await session.cancel()
    } catch (e) {
      this.#o.log(`hang up: ${(e as Error).message}`)
    }
    setTimeout(() => {
      if (session.state !== SessionState.Terminated) void session.dispose().catch(() => {})
    }, GIVE_UP).unref()
  }

  /** Holds or resumes; shown when the far end confirmed it. */
  async setHold(on: boolean): Promise<void> {
    if (this.#view.state !== 'connected' || !this.#session || this.#view.hold.pending) throw wrongState()
    if (this.#view.hold.local === on) return
    this.#change({ hold: { ...this.#view.hold, pending: true, failed: false } })
    this.#sound.setWanted(on ? 'sendonly' : 'sendrecv')
    const status = await this.#keeper.renegotiate()
    if (this.over) return
    const confirmed = status >= 200 && status < 300
    if (!confirmed) this.#sound.setWanted(on ? 'sendrecv' : 'sendonly')
    this.#change({ hold: { local: confirmed ? on : !on, remote: this.#sound.heldByRemote(), pending: false, failed: !confirmed } })
    this.#applySound()
  }

  /** In front: microphone and loudspeaker are this call's. Others hear nothing and are not heard, held or not. */
  setFocus(focus: boolean, conference = false): void {
    if (this.over || (this.#view.focus === focus && this.#view.conference === conference)) return
    this.#change({ focus, conference })
    this.#applySound()
  }
  /** The page's leg numbers of the other calls in the conference. */
  setMix(legs: readonly number[]): void {
    this.#sound.mix(legs)
  }

  setMuted(on: boolean): void {
    if (this.over) throw wrongState()
    this.#change({ muted: on })
    this.#applySound()
  }

  async sendTones(tones: string): Promise<void> {
    const session = this.#session
    if (this.#view.state !== 'connected' && !this.#view.earlyMedia) throw wrongState()
    this.#change({ tonesSent: (this.#view.tonesSent + tones).slice(-200) })
    const { tones: how } = this.line.preferences
    if (how !== 'info' && (await this.#sound.sendTones(tones))) return
    if (how === 'rtp') return
    for (const tone of tones) await session?.info({ requestOptions: { body: toneInfo(tone) } }).catch((e: Error) => this.#o.log(`INFO: ${e.message}`))
  }

  /** Asks the far end to go on with `target`: a number, or the party of another call of ours. */
  transfer(target: string | Call): void {
    const session = this.#session
    const to = typeof target === 'string' ? UserAgent.makeURI(this.line.targetUri(target)) : target.session
    if (this.#view.state !== 'connected' || !session || !to) throw wrongState()
    const name = typeof target === 'string' ? target : target.view.remote.number
    const kind = typeof target === 'string' ? 'blind' : 'attended'
    const show = (state: 'asked' | 'accepted' | 'failed', status: number | null = null): void =>
      this.#change({ transfer: { kind, state, target: name, status } })
    show('asked')
    sendRefer(
      session,
      to,
      {
        onAccepted: () => show('accepted'),
        onDone: () => {
          if (typeof target !== 'string') void target.hangUp('transferred')
          void this.hangUp('transferred')
        },
        onFailed: (status) => show('failed', status),
      },
      this.#o.log,
    )
  }

  /** The REFER that waits for the user's word, once. */
  takeReferral(): Referral | null {
    const referral = this.#referral
    this.#referral = null
    this.#change({ referral: null })
    return referral
  }
  refuseReferral(): void {
    if (this.takeReferral()) declineReferral(this.#session)
  }

  autoAnswerIn(seconds: number): void {
    this.#change({ autoAnswerAt: Date.now() + seconds * 1000 })
  }

  /** The line lost its connection, or has it again: the far end learns our new address, or is found gone. */
  async lineChanged(registered: boolean): Promise<void> {
    if (this.#view.state !== 'connected') return
    if (!registered) {
      if (this.#view.reconnectingSince === null) this.#change({ reconnectingSince: Date.now() })
      return
    }
    if (this.#renewing) return
    const address = this.line.localAddress
    const moved = address !== null && address !== this.#address
    if (this.#view.reconnectingSince === null && !moved) return
    this.#renewing = true
    if (moved) await this.#sound.move(address).catch((e: Error) => this.#o.log(`RTP port: ${e.message}`))
    this.#address = address
    const status = await this.#keeper.renegotiate()
    this.#renewing = false
    if (status === 481) void this.hangUp('connection-lost')
    else if (status >= 200 && status < 300) this.#change({ reconnectingSince: null })
  }

  /** What a later process needs to end this call, once it is up. */
  get dialog(): PhoneMemory['dialogs'][number] | null {
    return this.#view.state === 'connected' ? rememberDialog(this.#session, this.line.id) : null
  }

  #watch(session: Session): void {
    this.#session = session
    soundOf.set(session, this.#sound)
    this.#keeper.attach(session)
    session.delegate = {
      onInvite: () => this.#described(),
      onAck: () => this.#described(),
      onInfo: (info) => {
        void info.accept().catch(() => {})
        const tones = readTones(info.request.body)
        if (tones) this.#toneReceived(tones)
      },
      onRefer: (referral) => this.#referred(referral),
      onBye: (bye) => {
        void bye.accept().catch(() => {})
        const { transfer } = this.#view
        // whoever took the transfer may hang up before it says what became of it
        this.#finish(transfer?.state === 'accepted' ? end('transferred') : end('hung-up-there', bye.request.getHeader('reason') ?? ''))
      },
    }
    session.stateChange.addListener((state) => {
      if (session !== this.#session) return
      if (state === SessionState.Established) this.#established()
      else if (state === SessionState.Terminated) this.#terminated(session)
    })
  }

  #progress(inviter: Inviter, status: number, body: string, type: string | undefined): void {
    if (this.over || status < 180) return
    const description = body !== '' && /^application\/sdp/i.test(type ?? '')
    if (description) {
      const handler = inviter.sessionDescriptionHandler as SoundDescriptionHandler | undefined
      handler?.setEarly(body).catch((e: Error) => this.#o.log(`early media: ${e.message}`))
    }
    this.#change({ state: 'ringing', ringingAt: this.#view.ringingAt ?? Date.now(), earlyMedia: this.#view.earlyMedia || description })
  }

  #established(): void {
    if (this.over) return
    this.#keeper.watch(this.#session?.dialog as SessionDialog | undefined)
    this.#change({
      state: 'connected',
      connectedAt: Date.now(),
      media: { ...this.#view.media, codec: this.#sound.codec(), encryption: this.#sound.encryption() },
    })
    this.#applySound()
  }

  #described(): void {
    // sip.js tells before the answer is on its way; what it says is known right after
    setImmediate(() => {
      const { media, hold } = this.#view
      this.#change({
        hold: { ...hold, remote: this.#sound.heldByRemote() },
        media: { ...media, codec: this.#sound.codec(), encryption: this.#sound.encryption() },
      })
    })
  }

  #referred(referral: Referral): void {
    const to = referredTo(referral)
    if (!to || this.#referral) {
      void referral.reject({ statusCode: 603 })
      return
    }
    // taken up at once, as RFC 3515 2.4.2 wants it; whether we call is the user's decision
    void referral.accept()
    this.#referral = referral
    this.#change({ referral: to })
  }

  #terminated(session: Session): void {
    if (this.#view.connectedAt !== null) this.#finish(end('hung-up-there'))
    else if (this.#view.direction === 'incoming') this.#finish(end('missed'))
    // the refusal's status comes right behind the state, and may be followed by another try
    else
      setImmediate(() => {
        if (this.#session !== session) return
        this.#finish(this.#outgoing?.why() ?? end('failed'))
      })
  }

  #toneReceived(tones: string): void {
    this.#change({ tonesReceived: (this.#view.tonesReceived + tones).slice(-200) })
  }

  #applySound(): void {
    const { muted, hold, focus, state } = this.#view
    if (state !== 'connected' && this.#view.direction === 'incoming') return
    this.#sound.setMicrophone(muted || hold.local || !focus ? 'mute' : 'live')
    this.#sound.listen(focus)
  }

  #finish(why: CallEnd): void {
    if (this.over) return
    const { media } = this.#view
    this.#keeper.stop()
    const quality = this.#sound.meanQuality()
    this.#sound.close()
    this.#change({
      state: 'ended',
      endedAt: Date.now(),
      end: why,
      focus: false,
      conference: false,
      referral: null,
      autoAnswerAt: null,
      reconnectingSince: null,
      quality,
      hold: { local: false, remote: false, pending: false, failed: false },
      media: { ...media, leg: 'none', legId: null, microphone: 'off', silent: false },
    })
  }

  #change(part: Partial<CallView>): void {
    if (this.over) return
    this.#view = { ...this.#view, ...part }
    this.#o.onChange(this)
  }
}

const wrongState = (): AppError => new AppError('call-wrong-state', 'the call is not in a state for this')
