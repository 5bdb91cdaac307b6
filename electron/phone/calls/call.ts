import { type Invitation, Inviter, type Session, SessionState, UserAgent } from 'sip.js'
import type { DialogState } from 'sip.js/lib/core'
import type { CallEnd, CallView } from '../../../shared/call.ts'
import { AppError } from '../../../shared/contract.ts'
import type { PhoneMemory } from '../../../shared/phone-ipc.ts'
import type { Line } from '../line/line.ts'
import type { Sound, SoundEvents } from '../media/sound.ts'
import { end, endFromCancel, endFromStatus } from './call-end.ts'
import { changeHold } from './hold.ts'
import { readTones, toneInfo } from './info-tones.ts'
import { callerOf } from './remote-party.ts'
import { type SoundDescriptionHandler, soundOf } from './session-description.ts'

export type CallOptions = {
  readonly id: string
  readonly line: Line
  readonly createSound: (line: Line, events: SoundEvents) => Sound
  readonly onChange: (call: Call) => void
  readonly log: (text: string) => void
}

/** A session that does not end by itself (a 487 that never comes) is given up after RFC 3261's 64*T1. */
const GIVE_UP = 32_000

/** One call: sip.js's session, its sound, and how it looks from outside. */
export class Call {
  readonly line: Line
  readonly #o: CallOptions
  readonly #sound: Sound
  #view: CallView
  #session: Session | undefined
  #opened: Promise<void> = Promise.resolve()
  #lastStatus: { code: number; phrase: string } | null = null

  constructor(options: CallOptions, direction: CallView['direction'], dialled: string) {
    this.line = options.line
    this.#o = options
    this.#view = {
      id: options.id,
      lineId: options.line.id,
      direction,
      state: direction === 'outgoing' ? 'calling' : 'ringing',
      earlyMedia: false,
      remote: { number: dialled, name: null, anonymous: false },
      dialled,
      startedAt: Date.now(),
      ringingAt: null,
      connectedAt: null,
      endedAt: null,
      hold: { local: false, remote: false, pending: false, failed: false },
      muted: false,
      tonesSent: '',
      tonesReceived: '',
      media: { leg: 'none', microphone: 'off', codec: null, silent: false },
      end: null,
      silenced: false,
    }
    this.#sound = options.createSound(options.line, {
      onState: (media) => this.#change({ media: { ...this.#view.media, ...media } }),
      onTone: (tone) => this.#toneReceived(tone),
    })
  }

  get view(): CallView {
    return this.#view
  }
  get over(): boolean {
    return this.#view.state === 'ended'
  }

  /** Sends the INVITE; it waits for the RTP port alone, microphone and leg come beside it. */
  async dial(target: string): Promise<void> {
    const uri = UserAgent.makeURI(this.line.targetUri(target))
    if (!uri) throw new AppError('number-invalid', 'the number cannot be dialled')
    await this.#sound.open()
    if (this.over) return
    const inviter = new Inviter(this.line.userAgent, uri)
    this.#watch(inviter)
    const sent = inviter.invite({
      requestDelegate: {
        onProgress: ({ message }) => this.#progress(inviter, message.statusCode ?? 0, message.body, message.getHeader('content-type')),
        onReject: ({ message }) => {
          this.#lastStatus = { code: message.statusCode ?? 0, phrase: message.reasonPhrase ?? '' }
        },
      },
    })
    this.#sound.setMicrophone('live')
    this.#sound.attach()
    await sent.catch((e: Error) => {
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

  async answer(): Promise<void> {
    const session = this.#session
    if (this.#view.direction !== 'incoming' || this.#view.state !== 'ringing' || !session) throw wrongState()
    this.#sound.setMicrophone('live')
    try {
      await this.#opened
      await (session as Invitation).accept()
    } catch (e) {
      if (this.over) return
      this.#o.log(`answer: ${(e as Error).message}`)
      await (session as Invitation).reject({ statusCode: 488 }).catch(() => {})
      this.#finish(end('no-common-codec'))
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
    const session = this.#session
    if (this.#view.state !== 'connected' || !session || this.#view.hold.pending) throw wrongState()
    if (this.#view.hold.local === on) return
    this.#change({ hold: { ...this.#view.hold, pending: true, failed: false } })
    this.#sound.setWanted(on ? 'sendonly' : 'sendrecv')
    const confirmed = await changeHold(session)
    if (this.over) return
    if (!confirmed) this.#sound.setWanted(on ? 'sendrecv' : 'sendonly')
    this.#change({ hold: { local: confirmed ? on : !on, remote: this.#sound.heldByRemote(), pending: false, failed: !confirmed } })
    this.#applyMicrophone()
  }

  setMuted(on: boolean): void {
    if (this.over) throw wrongState()
    this.#change({ muted: on })
    this.#applyMicrophone()
  }

  async sendTones(tones: string): Promise<void> {
    const session = this.#session
    if (this.#view.state !== 'connected' && !this.#view.earlyMedia) throw wrongState()
    this.#change({ tonesSent: (this.#view.tonesSent + tones).slice(-200) })
    if (await this.#sound.sendTones(tones)) return
    for (const tone of tones) await session?.info({ requestOptions: { body: toneInfo(tone) } }).catch((e: Error) => this.#o.log(`INFO: ${e.message}`))
  }

  /** What a later process needs to end this call, once it is up. */
  get dialog(): PhoneMemory['dialogs'][number] | null {
    // sip.js types the dialog by its interface, which hides the state it has
    const state = (this.#session?.dialog as unknown as { dialogState?: DialogState } | undefined)?.dialogState
    if (this.#view.state !== 'connected' || !state) return null
    return {
      lineId: this.line.id,
      callId: state.callId,
      localTag: state.localTag,
      remoteTag: state.remoteTag,
      cseq: state.localSequenceNumber ?? 0,
      routeSet: [...state.routeSet],
      target: state.remoteTarget.toString(),
      localUri: state.localURI.toString(),
      remoteUri: state.remoteURI.toString(),
    }
  }

  #watch(session: Session): void {
    this.#session = session
    soundOf.set(session, this.#sound)
    session.delegate = {
      onInvite: () => this.#descriptionChanged(),
      onAck: () => this.#descriptionChanged(),
      onInfo: (info) => {
        void info.accept().catch(() => {})
        const tones = readTones(info.request.body)
        if (tones) this.#toneReceived(tones)
      },
      // sip.js's answer to a REFER that nobody takes is 405; transfers are not taken yet
      onBye: (bye) => {
        void bye.accept().catch(() => {})
        this.#finish(end('hung-up-there', bye.request.getHeader('reason') ?? ''))
      },
    }
    session.stateChange.addListener((state) => {
      if (state === SessionState.Established) this.#established()
      else if (state === SessionState.Terminated) this.#terminated()
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
    this.#change({ state: 'connected', connectedAt: Date.now(), media: { ...this.#view.media, codec: this.#sound.codec() } })
  }

  #descriptionChanged(): void {
    // sip.js tells before the answer is on its way; what it says is known right after
    setImmediate(() => {
      if (!this.over)
        this.#change({ hold: { ...this.#view.hold, remote: this.#sound.heldByRemote() }, media: { ...this.#view.media, codec: this.#sound.codec() } })
    })
  }

  #terminated(): void {
    if (this.#view.connectedAt !== null) this.#finish(end('hung-up-there'))
    else if (this.#view.direction === 'incoming') this.#finish(end('missed'))
    // the refusal's status comes right behind the state
    else setImmediate(() => this.#finish(this.#lastStatus ? endFromStatus(this.#lastStatus.code, this.#lastStatus.phrase) : end('failed')))
  }

  #toneReceived(tones: string): void {
    this.#change({ tonesReceived: (this.#view.tonesReceived + tones).slice(-200) })
  }

  #applyMicrophone(): void {
    this.#sound.setMicrophone(this.#view.muted || this.#view.hold.local ? 'mute' : 'live')
  }

  #finish(why: CallEnd): void {
    if (this.over) return
    const { media } = this.#view
    this.#sound.close()
    this.#change({
      state: 'ended',
      endedAt: Date.now(),
      end: why,
      hold: { local: false, remote: false, pending: false, failed: false },
      media: { ...media, leg: 'none', microphone: 'off', silent: false },
    })
  }

  #change(part: Partial<CallView>): void {
    if (this.over) return
    this.#view = { ...this.#view, ...part }
    this.#o.onChange(this)
  }
}

const wrongState = (): AppError => new AppError('call-wrong-state', 'the call is not in a state for this')
