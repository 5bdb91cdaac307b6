import type { Invitation } from 'sip.js'
import type { CallView } from '../../../shared/call.ts'
import { AppError } from '../../../shared/contract.ts'
import { dialledForm } from '../../../shared/dial-plan.ts'
import type { PhoneMemory } from '../../../shared/phone-ipc.ts'
import type { Line } from '../line/line.ts'
import { notUnderstood } from '../line/sipjs/in-dialog.ts'
import type { Page } from '../media/page.ts'
import { autoAnswerDelay } from './auto-answer.ts'
import { Call, type CallOptions, type Outgoing } from './call.ts'

export type CallPolicy = { readonly doNotDisturb: boolean /** A second caller is let through. */; readonly callWaiting: boolean }
export type DialWish = {
  readonly callId: string
  readonly line: Line
  readonly number: string
  readonly region: string
  readonly hidden: boolean
  readonly consultFor: string | null
}
export type CallListOptions = {
  readonly page: Page
  readonly createSound: CallOptions['createSound']
  readonly newId: () => string
  readonly onCall: (view: CallView) => void
  readonly onGone: (callId: string) => void
  /** A call began, changed or ended; the list knows it already. */
  readonly onChange: (call: Call) => void
  readonly log: (text: string) => void
}

/** How long a call that is over stays visible. */
const SHOWN_AFTER_END = 5000
/** A call without a page has no sound: nobody would notice it running up costs. */
const PAGE_LIMIT = 60_000
/** A call whose line found no way back in this time is over (RFC 4028's spirit: nobody pays for a dead call). */
const LINE_LIMIT = 60_000
/** More are told to be busy: nobody keeps five people apart. */
const MOST_CALLS = 4
/** Whoever called for help is called back through do not disturb. */
const HELP_CALLS_BACK = 60 * 60_000

/**
 * All calls of all lines. One call, or the calls of one conference, has the focus: microphone and loudspeaker. A call that
 * gains it holds the others.
 */
export class CallList {
  readonly #calls = new Map<string, Call>()
  readonly #o: CallListOptions
  readonly #lineLimits = new Map<string, NodeJS.Timeout>()
  #pageLimit: NodeJS.Timeout | undefined
  #helpUntil = 0
  policy: CallPolicy = { doNotDisturb: false, callWaiting: true }

  constructor(options: CallListOptions) {
    this.#o = options
    options.page.watch({
      came: () => clearTimeout(this.#pageLimit),
      gone: () => {
        clearTimeout(this.#pageLimit)
        this.#pageLimit = setTimeout(() => void this.endAll('page-gone'), PAGE_LIMIT)
      },
    })
  }

  get running(): Call[] {
    return [...this.#calls.values()].filter((c) => !c.over)
  }
  get dialogs(): PhoneMemory['dialogs'] {
    return this.running.flatMap((c) => c.dialog ?? [])
  }

  /** @throws AppError number-invalid, self-call, too-many-calls, line-not-ready */
  dial({ callId, line, number, region, hidden, consultFor }: DialWish): void {
    const form = dialledForm(number, line.setup.dialling, region, line.setup.userName)
    if (form.kind === 'refused') throw new AppError(form.code, 'the number cannot be dialled')
    if (this.running.length >= MOST_CALLS && !form.emergency) throw new AppError('too-many-calls', 'too many calls already')
    if (line.localAddress === null) throw new AppError('line-not-ready', 'the line is not connected', { retryable: true })
    if (form.emergency) this.#helpUntil = Date.now() + HELP_CALLS_BACK
    const call = this.#add(callId, line, { target: form.target, hidden: hidden && !form.emergency, consultFor })
    this.#focus(call)
    this.#dial(call, form.target, null)
  }

  incoming(line: Line, invitation: Invitation): void {
    const unknown = notUnderstood(invitation.request.getHeader('require'))
    if (unknown.length) {
      void invitation.reject({ statusCode: 420, extraHeaders: [`Unsupported: ${unknown.join(', ')}`] }).catch(() => {})
      return
    }
    const running = this.running
    const call = this.#add(this.#o.newId(), line, null)
    const replaced = running.find((c) => c.session !== undefined && c.session === invitation.replacee)
    if (this.policy.doNotDisturb && Date.now() > this.#helpUntil && !replaced) return call.refuse(invitation, 'do-not-disturb')
    if (!replaced && running.length && (!this.policy.callWaiting || running.length >= MOST_CALLS)) return call.refuse(invitation, 'busy-here')
    call.ring(invitation)
    if (replaced) return this.#takeOver(call, replaced)
    const delay = autoAnswerDelay(line.preferences.autoAnswer, (name) => invitation.request.getHeader(name))
    if (delay !== null && !running.length) this.#autoAnswer(call, delay)
  }

  /** @throws AppError call-not-found */
  get(callId: string): Call {
    const call = this.#calls.get(callId)
    if (!call || call.over) throw new AppError('call-not-found', 'the call is over')
    return call
  }

  /** Answers; whatever else is up is held or ended. */
  async answer(callId: string, others: 'hold' | 'end'): Promise<void> {
    const call = this.get(callId)
    if (others === 'end') await Promise.all(this.running.filter((c) => c !== call && c.view.state !== 'ringing').map((c) => c.hangUp()))
    this.#focus(call)
    await call.answer()
  }

  /** Holds a call, or brings it to the front: then the others are held. */
  async setHold(callId: string, on: boolean): Promise<void> {
    const call = this.get(callId)
    if (on) {
      if (call.view.conference) this.setConference(false)
      return call.setHold(true)
    }
    this.#focus(call)
    await call.setHold(false)
  }

  /** In a conference the microphone is one for all. */
  setMuted(callId: string, on: boolean): void {
    const call = this.get(callId)
    for (const one of call.view.conference ? this.running.filter((c) => c.view.conference) : [call]) one.setMuted(on)
  }

  /** Ends a call; in a conference, all of it. */
  async hangUp(callId: string, whole: boolean): Promise<void> {
    const call = this.get(callId)
    const all = whole && call.view.conference ? this.running.filter((c) => c.view.conference) : [call]
    await Promise.all(all.map((c) => c.hangUp()))
  }

  /** @throws AppError call-wrong-state, number-invalid */
  transfer(callId: string, number: string, region: string): void {
    const call = this.get(callId)
    const form = dialledForm(number, call.line.setup.dialling, region, call.line.setup.userName)
    if (form.kind === 'refused') throw new AppError(form.code, 'the number cannot be dialled')
    call.transfer(form.target)
  }

  /** Third step of an attended transfer. `callId` is the call that asks. @throws AppError not-answered */
  completeTransfer(callId: string): void {
    const consult = this.get(callId)
    const first = this.get(consult.view.consultFor ?? '')
    if (consult.view.state !== 'connected') throw new AppError('not-answered', 'the other side has not answered')
    first.transfer(consult)
  }

  /** Ends the call that asks and takes the first one off hold. */
  async cancelTransfer(callId: string): Promise<void> {
    const consult = this.get(callId)
    const first = this.#calls.get(consult.view.consultFor ?? '')
    await consult.hangUp()
    if (first && !first.over) await this.setHold(first.view.id, false)
  }

  /** Mixes all calls that are up, or leaves the newest of them in front. @throws AppError call-wrong-state */
  setConference(on: boolean): void {
    const up = this.running.filter((c) => c.view.state === 'connected')
    if (on && up.length < 2) throw new AppError('call-wrong-state', 'a conference takes two calls')
    if (on) {
      for (const call of up) {
        call.setFocus(true, true)
        if (call.view.hold.local) void call.setHold(false).catch((e: Error) => this.#o.log(`conference: ${e.message}`))
      }
    } else {
      const front = up.filter((c) => c.view.conference).at(-1)
      for (const call of up) call.setFocus(call === front, false)
      if (front) this.#focus(front)
    }
    this.#mix()
  }

  /** The user's word on a REFER: the new call takes the place of the one that asked for it. */
  answerReferral(callId: string, accept: boolean, newCallId: string): void {
    const call = this.get(callId)
    if (!accept) return call.refuseReferral()
    const number = call.view.referral?.number ?? ''
    const referral = call.takeReferral()
    if (!referral) throw new AppError('call-wrong-state', 'there is no such request any more')
    const next = this.#add(newCallId, call.line, { target: number, hidden: false, consultFor: null })
    this.#focus(next)
    this.#dial(next, number, referral)
  }

  /** A line's registration was lost or regained; its calls live on for a while. */
  lineChanged(lineId: string, registered: boolean): void {
    const mine = (): Call[] => this.running.filter((c) => c.line.id === lineId)
    if (registered) {
      clearTimeout(this.#lineLimits.get(lineId))
      this.#lineLimits.delete(lineId)
    } else if (!this.#lineLimits.has(lineId) && mine().some((c) => c.view.state === 'connected')) {
      // from the loss on, however often the line tries meanwhile
      const limit = setTimeout(() => {
        this.#lineLimits.delete(lineId)
        for (const call of mine()) void call.hangUp('connection-lost')
      }, LINE_LIMIT)
      this.#lineLimits.set(lineId, limit)
    }
    for (const call of mine()) void call.lineChanged(registered)
  }

  async endAll(why: 'page-gone' | 'hung-up-here'): Promise<void> {
    await Promise.all(this.running.map((c) => c.hangUp(why)))
  }

  #dial(call: Call, target: string, referral: Parameters<Call['dial']>[1]): void {
    call.dial(target, referral).catch((e: Error) => {
      this.#o.log(`dial: ${e.message}`)
      void call.hangUp('failed')
    })
  }

  /** RFC 3891: the new call stands where the replaced one stood, without a ring. */
  #takeOver(call: Call, replaced: Call): void {
    const { focus } = replaced.view
    call
      .answer()
      .then(() => {
        if (focus) this.#focus(call)
        return replaced.hangUp('replaced')
      })
      .catch((e: Error) => this.#o.log(`replace: ${e.message}`))
  }

  #autoAnswer(call: Call, delay: number): void {
    call.autoAnswerIn(delay)
    setTimeout(() => {
      if (!call.over && call.view.state === 'ringing' && call.view.autoAnswerAt !== null) {
        void this.answer(call.view.id, 'hold').catch((e: Error) => this.#o.log(`auto answer: ${e.message}`))
      }
    }, delay * 1000).unref()
  }

  /** Puts a call in front: the others lose microphone and loudspeaker at once, and are held. */
  #focus(call: Call): void {
    for (const other of this.running) {
      if (other === call) continue
      other.setFocus(false)
      const { state, hold } = other.view
      if (state === 'connected' && !hold.local && !hold.pending) void other.setHold(true).catch((e: Error) => this.#o.log(`hold: ${e.message}`))
    }
    call.setFocus(true)
  }

  /** Tells each call of the conference the legs of the others. */
  #mix(): void {
    const members = this.running.filter((c) => c.view.conference)
    for (const call of this.running) {
      const others = call.view.conference ? members.filter((m) => m !== call) : []
      call.setMix(others.flatMap((m) => m.view.media.legId ?? []))
    }
  }

  #add(id: string, line: Line, outgoing: Outgoing | null): Call {
    const call: Call = new Call({ id, line, createSound: this.#o.createSound, log: this.#o.log, onChange: (c) => this.#changed(c) }, outgoing)
    this.#calls.set(id, call)
    this.#changed(call)
    return call
  }

  #changed(call: Call): void {
    this.#o.onCall(call.view)
    if (call.over) this.#over(call)
    this.#mix()
    this.#o.onChange(call)
  }

  #over(call: Call): void {
    const members = this.running.filter((c) => c.view.conference)
    if (members.length === 1) members[0]?.setFocus(true, false)
    // what is left comes to the front, held as it is
    const left = this.running.filter((c) => c.view.state === 'connected')
    if (left.length && !this.running.some((c) => c.view.focus)) left.at(-1)?.setFocus(true)
    setTimeout(() => {
      this.#calls.delete(call.view.id)
      this.#o.onGone(call.view.id)
    }, SHOWN_AFTER_END).unref()
  }
}
