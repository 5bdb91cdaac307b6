import type { Invitation } from 'sip.js'
import type { CallView } from '../../../shared/call.ts'
import { AppError } from '../../../shared/contract.ts'
import { dialledForm } from '../../../shared/dial-plan.ts'
import type { PhoneMemory } from '../../../shared/phone-ipc.ts'
import type { Line } from '../line/line.ts'
import type { Page } from '../media/page.ts'
import { Call, type CallOptions } from './call.ts'

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

/** All calls of all lines. One at a time here: whoever calls meanwhile hears busy. */
export class CallList {
  readonly #calls = new Map<string, Call>()
  readonly #o: CallListOptions
  #pageLimit: NodeJS.Timeout | undefined

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

  /** @throws AppError number-invalid, self-call, call-exists, line-not-ready */
  dial(callId: string, line: Line, number: string, region: string): void {
    const form = dialledForm(number, line.setup.dialling, region, line.setup.userName)
    if (form.kind === 'refused') throw new AppError(form.code, 'the number cannot be dialled')
    if (this.running.length) throw new AppError('call-exists', 'there is a call already')
    if (line.localAddress === null) throw new AppError('line-not-ready', 'the line is not connected', { retryable: true })
    const call = this.#add(callId, line, 'outgoing', form.target)
    call.dial(form.target).catch((e: Error) => {
      this.#o.log(`dial: ${e.message}`)
      void call.hangUp('failed')
    })
  }

  incoming(line: Line, invitation: Invitation): void {
    if (this.running.length) {
      void invitation.reject({ statusCode: 486 }).catch(() => {})
      return
    }
    this.#add(this.#o.newId(), line, 'incoming', '').ring(invitation)
  }

  /** @throws AppError call-not-found */
  get(callId: string): Call {
    const call = this.#calls.get(callId)
    if (!call || call.over) throw new AppError('call-not-found', 'the call is over')
    return call
  }

  async endAll(why: 'page-gone' | 'hung-up-here'): Promise<void> {
    await Promise.all(this.running.map((c) => c.hangUp(why)))
  }

  #add(id: string, line: Line, direction: CallView['direction'], dialled: string): Call {
    const call: Call = new Call(
      { id, line, createSound: this.#o.createSound, log: this.#o.log, onChange: (c) => this.#changed(c) },
      direction,
      dialled,
    )
    this.#calls.set(id, call)
    this.#changed(call)
    return call
  }

  #changed(call: Call): void {
    this.#o.onCall(call.view)
    if (call.over) {
      setTimeout(() => {
        this.#calls.delete(call.view.id)
        this.#o.onGone(call.view.id)
      }, SHOWN_AFTER_END).unref()
    }
    this.#o.onChange(call)
  }
}
