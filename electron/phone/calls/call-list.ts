import type { Invitation } from 'sip.js'
import type { PhoneMemory } from '../../../shared/contract/phone.ts'
import type { CallsLeftOut, CallView } from '../../../shared/domain/call.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { Line } from '../line/line.ts'
import type { Page } from '../media/page.ts'
import { unsupportedExtensions } from '../sip/gaps/required-extensions.ts'
import { autoAnswerDelay } from './auto-answer.ts'
import { Call } from './call.ts'
import { CallFocus } from './call-focus.ts'
import type { CallOptions } from './call-options.ts'
import { type CallPolicy, openPolicy, screenCall } from './call-policy.ts'
import { attributeMessages } from './call-scope.ts'
import type { Outgoing } from './call-view.ts'
import { Deadlines } from './deadlines.ts'
import { forwardUnanswered } from './forward-unanswered.ts'
import { IncomingFlood } from './incoming-flood.ts'
import { callerOf } from './remote-party.ts'
import { isFull, MOST_CALLS, ringsHere } from './room-for-calls.ts'

export type DialRequest = {
  readonly callId: string
  readonly line: Line
  /** As it goes into the request. */
  readonly number: string
  readonly emergency: boolean
  readonly hidden: boolean
  readonly consultFor: string | null
}
export type CallListOptions = {
  readonly page: Page
  readonly createAudio: CallOptions['createAudio']
  readonly newId: () => string
  readonly onCall: (view: CallView) => void
  readonly onGone: (callId: string) => void
  readonly onLeftOut: (leftOut: CallsLeftOut) => void
  /** A call began, changed or ended; the list knows it already. */
  readonly onChange: (call: Call) => void
  /** A call is over here, but its BYE did not reach the far end. */
  readonly onNotEnded: CallOptions['onNotEnded']
  readonly log: (text: string) => void
}

/** ms for which a call that is over stays visible. */
const SHOWN_AFTER_END = 5000
/** ms. A call without a page has no audio and would run up costs unnoticed. */
const PAGE_LIMIT = 60_000
/** ms. A call whose line did not recover in this time is over: a dead call must not cost money. */
const LINE_LIMIT = 60_000
/** ms. After an emergency call, whatever refuses callers lets the emergency services' callback through. */
const EMERGENCY_CALLBACK_WINDOW = 60 * 60_000

/** All calls of all lines: what main asks of them, what callers may do, and how long a call survives the loss of its line or page. */
export class CallList {
  readonly #calls = new Map<string, Call>()
  readonly #options: CallListOptions
  readonly #focus: CallFocus
  readonly #flood: IncomingFlood
  readonly #attributed = new WeakSet<object>()
  readonly #answeredThere = new WeakSet<Call>()
  readonly #deadlines = new Deadlines()
  #emergencyCallbackUntil = 0
  policy: CallPolicy = openPolicy

  constructor(options: CallListOptions) {
    this.#options = options
    this.#focus = new CallFocus(() => this.running, options.log)
    this.#flood = new IncomingFlood({ now: Date.now, newId: options.newId, onLeftOut: options.onLeftOut })
    options.page.watch({
      onAttached: () => this.#deadlines.cancel('page'),
      onDetached: () => this.#deadlines.start('page', PAGE_LIMIT, () => void this.endAll('page-gone')),
    })
  }

  get running(): Call[] {
    return [...this.#calls.values()].filter((c) => !c.over)
  }
  get dialogs(): PhoneMemory['dialogs'] {
    return this.running.flatMap((c) => c.dialog ?? [])
  }

  /** Dials and puts the call in front; the others are held. @throws AppError `too-many-calls`, `line-not-ready` */
  dial({ callId, line, number, emergency, hidden, consultFor }: DialRequest): void {
    // calls that only ring do not count
    if (this.running.filter((c) => !ringsHere(c)).length >= MOST_CALLS && !emergency) throw new AppError('too-many-calls', 'too many calls already')
    if (line.localAddress === null) throw new AppError('line-not-ready', 'the line is not connected', { retryable: true })
    if (emergency) this.#emergencyCallbackUntil = Date.now() + EMERGENCY_CALLBACK_WINDOW
    const call = this.#add(callId, line, { target: number, emergency, hidden: hidden && !emergency, consultFor })
    this.#focus.set(call)
    this.#dial(call, number, null)
  }

  /** An INVITE came in. Never throws: a call that cannot be handled is refused. */
  incoming(line: Line, invitation: Invitation): void {
    try {
      this.#incoming(line, invitation)
    } catch (e) {
      this.#options.log(`incoming call: ${(e as Error).stack ?? String(e)}`)
      const call = this.running.find((c) => c.session === invitation)
      if (call) call.fail(e)
      else void invitation.reject({ statusCode: 500 }).catch(() => {})
    }
  }

  #incoming(line: Line, invitation: Invitation): void {
    const unknown = unsupportedExtensions(invitation.request.getHeader('require'))
    if (unknown.length) {
      void invitation.reject({ statusCode: 420, extraHeaders: [`Unsupported: ${unknown.join(', ')}`] }).catch(() => {})
      return
    }
    const running = this.running
    const replaced = running.find((c) => c.session !== undefined && c.session === invitation.replacee)
    const caller = callerOf(invitation.request, '')
    if (!replaced && !this.#flood.admits(line.id, caller.number)) {
      void invitation.reject({ statusCode: 486 }).catch(() => {})
      return
    }
    const call = this.#add(this.#options.newId(), line, null)
    if (!replaced) {
      // the emergency services call back: nothing keeps them from ringing
      const policy = Date.now() <= this.#emergencyCallbackUntil ? openPolicy : this.policy
      const occupied = running.length > 0 && (!policy.callWaiting || isFull(line, running))
      const screened = screenCall(policy, { line, caller, occupied })
      if (screened) return call.refuse(invitation, screened.why, screened.answer)
    }
    const offerRejection = call.offerRejection(invitation)
    if (offerRejection) return call.refuse(invitation, offerRejection)
    call.ring(invitation)
    if (replaced) return this.#takeOver(call, replaced)
    const delay = autoAnswerDelay(line.preferences.autoAnswer, (name) => invitation.request.getHeader(name))
    if (delay !== null && !running.length) this.#autoAnswer(call, delay)
    forwardUnanswered(call, () => this.policy, this.#options.log)
  }

  /** @throws AppError `call-not-found`, also for a call that is over */
  get(callId: string): Call {
    const call = this.#calls.get(callId)
    if (!call || call.over) throw new AppError('call-not-found', 'the call is over')
    return call
  }

  /** Answers a call; the other calls are held or ended. @throws AppError `call-not-found`, `call-wrong-state` */
  async answer(callId: string, others: 'hold' | 'end'): Promise<void> {
    const call = this.get(callId)
    // a repeated request (a double click, headset and button) changes nothing that the user did since the first
    if (call.answered) return call.answer()
    if (others === 'end') await Promise.all(this.running.filter((c) => c !== call && !ringsHere(c)).map((c) => c.hangUp()))
    this.#focus.set(call)
    await call.answer()
  }

  /** Holds a call, or resumes it in front of the others, which are held. @throws AppError `call-not-found`, `call-wrong-state` */
  async setHold(callId: string, on: boolean): Promise<void> {
    const call = this.get(callId)
    if (on) {
      if (call.view.conference) this.#focus.setConference(false)
      return call.setHold(true)
    }
    this.#focus.set(call)
    await call.setHold(false)
  }

  /** Mutes a call; in a conference all of its calls, since they share the microphone. @throws AppError `call-not-found` */
  setMuted(callId: string, on: boolean): void {
    const call = this.get(callId)
    for (const one of call.view.conference ? this.#focus.members : [call]) one.setMuted(on)
  }

  /** Ends a call, or the whole conference it is in. @throws AppError `call-not-found` */
  async hangUp(callId: string, whole: boolean): Promise<void> {
    const call = this.get(callId)
    const all = whole && call.view.conference ? this.#focus.members : [call]
    await Promise.all(all.map((c) => c.hangUp()))
  }

  /** Last step of an attended transfer. @param callId the consultation call @throws AppError `call-not-found`, `not-answered` */
  completeTransfer(callId: string): void {
    const consult = this.get(callId)
    const first = this.get(consult.view.consultFor ?? '')
    if (consult.view.state !== 'connected') throw new AppError('not-answered', 'the other side has not answered')
    first.transfer(consult)
  }

  /** Ends the consultation call and resumes the first one. @param callId the consultation call */
  async cancelTransfer(callId: string): Promise<void> {
    const consult = this.get(callId)
    const first = this.#calls.get(consult.view.consultFor ?? '')
    await consult.hangUp()
    if (first && !first.over) await this.setHold(first.view.id, false)
  }

  /** @throws AppError `call-wrong-state` with fewer than two connected calls */
  setConference(on: boolean): void {
    this.#focus.setConference(on)
  }

  /** The user's decision on a REFER; accepting it begins a new call. @throws AppError `call-not-found`, `call-wrong-state` */
  answerReferral(callId: string, accept: boolean): void {
    const call = this.get(callId)
    if (!accept) return call.refuseReferral()
    const number = call.view.referral?.number ?? ''
    const referral = call.takeReferral()
    if (!referral) throw new AppError('call-wrong-state', 'there is no such request any more')
    const next = this.#add(this.#options.newId(), call.line, { target: number, emergency: false, hidden: false, consultFor: null })
    this.#focus.set(next)
    this.#dial(next, number, referral)
  }

  /** A line's connection was lost or regained; its calls go on for a while, emergency calls until somebody hangs up. */
  lineChanged(lineId: string, connected: boolean): void {
    for (const call of this.running.filter((c) => c.line.id === lineId)) {
      if (connected) this.#deadlines.cancel(call.view.id)
      else if (call.view.state === 'connected' && !call.emergency)
        this.#deadlines.start(call.view.id, LINE_LIMIT, () => void call.hangUp('connection-lost'))
      void call.lineChanged(connected)
    }
  }

  /** Hangs up every call, all at once. @returns when each is over at our end */
  async endAll(why: 'page-gone' | 'hung-up-here'): Promise<void> {
    await Promise.all(this.running.map((c) => c.hangUp(why)))
  }

  #dial(call: Call, target: string, referral: Parameters<Call['dial']>[1]): void {
    call.dial(target, referral).catch((e: Error) => {
      this.#options.log(`dial: ${e.message}`)
      void call.hangUp('failed')
    })
  }

  /** RFC 3891: the new call replaces another one without ringing. */
  #takeOver(call: Call, replaced: Call): void {
    const { focus } = replaced.view
    call
      .answer()
      .then(() => {
        // it was cancelled, or could not be answered: the call it was to take over goes on (RFC 3891 3)
        if (call.over) return
        if (focus) this.#focus.set(call)
        return replaced.hangUp('replaced')
      })
      .catch((e: Error) => this.#options.log(`replace: ${e.message}`))
  }

  #autoAnswer(call: Call, delay: number): void {
    call.autoAnswerIn(delay)
    setTimeout(() => {
      if (!call.over && call.view.state === 'ringing' && call.view.autoAnswerAt !== null) {
        void this.answer(call.view.id, 'hold').catch((e: Error) => this.#options.log(`auto answer: ${e.message}`))
      }
    }, delay * 1000).unref()
  }

  #add(id: string, line: Line, outgoing: Outgoing | null): Call {
    const { userAgentCore } = line.userAgent
    if (!this.#attributed.has(userAgentCore)) {
      this.#attributed.add(userAgentCore)
      attributeMessages(userAgentCore, (dialog) => [...this.#calls.values()].find((c) => c.callId === dialog))
    }
    const call: Call = new Call(
      {
        id,
        line,
        createAudio: this.#options.createAudio,
        onNotEnded: this.#options.onNotEnded,
        log: this.#options.log,
        onChange: (c) => this.#changed(c),
      },
      outgoing,
    )
    this.#calls.set(id, call)
    // an incoming call is shown once it rings or is refused
    if (outgoing) this.#changed(call)
    return call
  }

  #changed(call: Call): void {
    this.#options.onCall(call.view)
    if (call.over) this.#over(call)
    else if (call.view.direction === 'outgoing' && call.view.state === 'connected' && !this.#answeredThere.has(call)) {
      this.#answeredThere.add(call)
      this.#focus.connected(call)
    }
    // no automatic answer takes the user out of a call
    if (!call.over && (call.view.focus || !ringsHere(call))) for (const c of this.running) if (c.view.autoAnswerAt !== null) c.autoAnswerIn(null)
    this.#focus.mix()
    this.#options.onChange(call)
  }

  #over(call: Call): void {
    this.#deadlines.cancel(call.view.id)
    this.#focus.callEnded()
    setTimeout(() => {
      this.#calls.delete(call.view.id)
      this.#options.onGone(call.view.id)
    }, SHOWN_AFTER_END).unref()
  }
}
