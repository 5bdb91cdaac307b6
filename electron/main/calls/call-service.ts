import { randomUUID } from 'node:crypto'
import type { CallActions } from '../../../shared/contract/call-actions.ts'
import type { MediaToPage, MediaToPhone } from '../../../shared/contract/media.ts'
import type { BlockedForms } from '../../../shared/domain/blocked-numbers.ts'
import type { CallView } from '../../../shared/domain/call.ts'
import { type DialledForm, dialledForm } from '../../../shared/domain/dial-plan.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import { activeForwards, type ForwardSettings, noForward } from '../../../shared/domain/forward.ts'
import type { Line } from '../../../shared/domain/line.ts'
import { lineForward } from '../../../shared/domain/line-forward.ts'
import { readDialled } from '../../../shared/domain/number-intake.ts'
import type { DialOrigin, DialReason } from '../../../shared/domain/spend-guard.ts'
import type { PhoneProcess } from '../phone/phone-process.ts'
import { forwardCallActions } from './forward-call-actions.ts'
import { PostDial } from './post-dial.ts'

export type CallServiceOptions = {
  readonly phone: () => PhoneProcess
  readonly line: (lineId: string) => Line | undefined
  readonly lines: () => readonly Line[]
  readonly region: () => string
  readonly onCalls: (calls: CallView[]) => void
  /** A call began, changed in a way the log keeps, or ended. */
  readonly onLog: (view: CallView) => void
  readonly onCallConnected: (view: CallView) => void
  readonly onCallEnded: (view: CallView) => void
  /** Lets pass what may be dialled; see costs/call-guard.ts. */
  readonly guard: (request: GuardedDial) => Promise<void>
  readonly contactOf: (number: string) => CallView['contact']
  readonly recordingOf: (callId: string) => number | null
  readonly toPage: (message: MediaToPage) => void
  readonly resetPage: () => void
}

type GuardedDial = {
  readonly origin: DialOrigin
  readonly target: string
  readonly tones: boolean
  readonly emergency: boolean
  readonly confirmed: readonly DialReason[]
}

export type DialInput = {
  readonly lineId: string
  readonly number: string
  readonly origin: DialOrigin
  readonly confirmed: readonly DialReason[]
  readonly hidden: boolean
  readonly consultFor: string | null
}

export type CallService = CallActions & {
  readonly calls: () => CallView[]
  readonly call: (callId: string) => CallView | undefined
  readonly dial: (input: DialInput) => Promise<{ callId: string }>
  readonly setPolicy: (policy: CallPolicy) => void
  /** Numbers, as `callerForm` writes them, that are refused, and that ring during "do not disturb" too. */
  readonly setExceptions: (exceptions: CallerExceptions) => void
  /** Lines came, went or changed: what they forward calls to may be another number. */
  readonly linesChanged: () => void
  readonly checkConnections: () => void
  /** Stops the ringer for a ringing call without answering it. */
  readonly silence: (of: { readonly callId: string }) => void
  /** Sends the tones behind the dialled number that wait for the user, or (`send` false) leaves them out. */
  readonly proceedPostDial: (of: { readonly callId: string; readonly send: boolean }) => void
  readonly retryLine: (lineId: string) => Promise<void>
  /** A message of the page's media peer. */
  readonly mediaToPhone: (message: MediaToPhone) => void
  readonly setPage: (present: boolean) => void
  /** Events of the phone process. */
  readonly callChanged: (view: CallView) => void
  readonly callGone: (callId: string) => void
  readonly mediaToPage: (message: MediaToPage) => void
  readonly phoneDied: () => void
  readonly phoneReady: () => void
  /** What main adds to a call (contact, recording) changed. */
  readonly publishCalls: () => void
}

type CallerExceptions = { readonly blocked: readonly string[]; readonly ringsAlways: readonly string[] }
/** What the user set about incoming calls. */
export type CallPolicy = BlockedForms & {
  readonly doNotDisturb: boolean
  readonly callWaiting: boolean
  readonly blockAnonymous: boolean
  readonly blockedAnswer: 'decline' | 'busy'
  readonly forward: ForwardSettings
}
export const openPolicy: CallPolicy = {
  ...{ doNotDisturb: false, callWaiting: true, blocked: [], blockedPrefixes: [] },
  ...{ blockAnonymous: false, blockedAnswer: 'decline', forward: noForward },
}

/** More calls than a working phone process can have; a faulty one must not fill the memory here. */
const MOST_KNOWN = 200
/** Media requests that the page has not answered; the phone process waits ten seconds for each. */
const MOST_REQUESTS = 500
const pageGone = { ok: false, reason: 'no-leg', message: 'the page is gone' } as const

/** Calls as main sees them: what may be dialled, what the page shows, what goes into the log; messages of the media peers pass through. */
export function createCallService(options: CallServiceOptions): CallService {
  const { phone, line, region, onCalls, onLog, onCallConnected, onCallEnded, guard, contactOf, recordingOf, toPage, resetPage } = options
  const calls = new Map<string, CallView>()
  /** Each call's line as it was when the call began: a call keeps its line's rules, and its line, for as long as it lives. */
  const lineOfCall = new Map<string, Line>()
  const silenced = new Set<string>()
  const openRequests = new Set<number>()
  let pagePresent = false
  let policy = openPolicy
  let exceptions: CallerExceptions = { blocked: [], ringsAlways: [] }

  const postDial = new PostDial({
    send: (callId, tones) => phone().call('phone', 'sendTones', { callId, tones }),
    onChange: () => publishCalls(),
  })
  const shown = (c: CallView): CallView => ({
    ...c,
    silenced: silenced.has(c.id),
    postDial: postDial.of(c.id),
    recording: recordingOf(c.id),
    contact: contactOf(c.remote.number),
  })
  const publishCalls = (): void => onCalls([...calls.values()].map(shown))
  /** A phone process that is starting gets the state from phoneReady. */
  const quietly = (sent: Promise<unknown>): void => void sent.catch(() => {})
  const sendPolicy = (): void => {
    const { forward, blocked, blockedPrefixes, ...rest } = policy
    const lists = { blocked: [...blocked, ...exceptions.blocked], blockedPrefixes: [...blockedPrefixes], ringsAlways: [...exceptions.ringsAlways] }
    const forwards = activeForwards(forward).length ? options.lines().map((l) => lineForward(forward, l, region())) : []
    quietly(phone().call('phone', 'setPolicy', { ...rest, ...lists, forwards }))
  }
  const announcePage = (present: boolean): void => quietly(phone().call('phone', 'setPage', { present }))
  const refuse = (id: number): void => quietly(phone().call('phone', 'mediaToPhone', { kind: 'reply', id, outcome: { ok: true, value: pageGone } }))
  /** What the line dials for what the user entered. @throws AppError `number-invalid`, `self-call` */
  const dialled = (number: string, via: Line): Extract<DialledForm, { kind: 'number' }> => {
    const form = dialledForm(number, via.dialling, region(), via.userName)
    if (form.kind === 'refused') throw new AppError(form.code, 'the number cannot be dialled')
    return form
  }
  const forget = (callId: string): void => {
    calls.delete(callId)
    lineOfCall.delete(callId)
    silenced.delete(callId)
    postDial.forget(callId)
    publishCalls()
  }
  const callChanged = (view: CallView): void => {
    const before = calls.get(view.id)
    if (!before && calls.size >= MOST_KNOWN) return
    calls.set(view.id, view)
    const via = before ? undefined : line(view.lineId)
    if (via) lineOfCall.set(view.id, via)
    publishCalls()
    if (before?.state !== view.state || before.remote.number !== view.remote.number) onLog(shown(view))
    if (view.state === 'connected' && before?.state !== 'connected') {
      onCallConnected(view)
      postDial.connected(view.id)
    }
    if (view.state === 'ended' && before?.state !== 'ended') {
      postDial.forget(view.id)
      onCallEnded(view)
    }
  }

  return {
    ...forwardCallActions((name, args) => phone().call('phone', name, args as never)),
    calls: () => [...calls.values()],
    call: (callId) => calls.get(callId),
    async dial({ lineId, number, origin, confirmed, hidden, consultFor }) {
      const via = line(lineId)
      if (!via) throw new AppError('not-found', 'no such line')
      if (!via.enabled) throw new AppError('line-switched-off', 'the line is switched off')
      const form = dialled(number, via)
      const tones = readDialled(number).postDial
      if (via.registration.state !== 'registered' && !form.emergency)
        throw new AppError('line-not-ready', 'the line is not registered', { retryable: true })
      // a typed emergency call is never held up; from anywhere else it may be an attack
      await guard({ origin, target: form.target, tones: tones !== '', emergency: form.emergency, confirmed })
      const callId = randomUUID()
      postDial.add(callId, tones)
      await phone()
        .call('phone', 'dial', { callId, lineId, number: form.target, emergency: form.emergency, hidden, consultFor })
        .catch((e: unknown) => {
          postDial.forget(callId)
          throw e
        })
      return { callId }
    },
    async transfer({ callId, number, confirmed = [] }) {
      const via = lineOfCall.get(callId)
      if (!via) throw new AppError('call-not-found', 'the call is over')
      const { target, emergency } = dialled(number, via)
      await guard({ origin: 'typed', target, tones: false, emergency, confirmed })
      await phone().call('phone', 'transfer', { callId, number: target })
    },
    async answerReferral({ callId, accept, confirmed = [] }) {
      const number = calls.get(callId)?.referral?.number
      const via = lineOfCall.get(callId)
      if (accept && number !== undefined && via) {
        const { target, emergency } = dialled(number, via)
        await guard({ origin: 'referral', target, tones: false, emergency, confirmed })
      }
      await phone().call('phone', 'answerReferral', { callId, accept })
    },
    setPolicy(next) {
      policy = next
      sendPolicy()
    },
    setExceptions(next) {
      exceptions = next
      sendPolicy()
    },
    linesChanged() {
      if (activeForwards(policy.forward).length) sendPolicy()
    },
    checkConnections: () => quietly(phone().call('phone', 'checkConnections')),
    publishCalls,
    silence({ callId }) {
      silenced.add(callId)
      publishCalls()
    },
    proceedPostDial({ callId, send }) {
      if (send) postDial.proceed(callId)
      else postDial.forget(callId)
      publishCalls()
    },
    retryLine: (lineId) => phone().call('phone', 'retryLine', { lineId }),
    mediaToPhone(message) {
      if (openRequests.delete(message.id)) quietly(phone().call('phone', 'mediaToPhone', message))
    },
    setPage(present) {
      pagePresent = present
      for (const id of openRequests) refuse(id)
      openRequests.clear()
      announcePage(present)
    },
    callChanged,
    callGone: forget,
    mediaToPage(message) {
      if (message.kind === 'cancel') {
        if (openRequests.delete(message.id)) toPage(message)
        return
      }
      // requested before the phone process learned that the page is gone
      if (!pagePresent || openRequests.size >= MOST_REQUESTS) return refuse(message.id)
      openRequests.add(message.id)
      toPage(message)
    },
    phoneDied() {
      openRequests.clear()
      resetPage()
      for (const view of [...calls.values()]) {
        if (view.state !== 'ended') {
          callChanged({
            ...view,
            state: 'ended',
            endedAt: Date.now(),
            media: { ...view.media, leg: 'none', microphone: 'off' },
            end: { code: 'phone-process-restarted', status: null, text: '', redirect: null },
          })
        }
        setTimeout(() => forget(view.id), 5000).unref()
      }
    },
    phoneReady() {
      sendPolicy()
      if (pagePresent) announcePage(true)
    },
  }
}
