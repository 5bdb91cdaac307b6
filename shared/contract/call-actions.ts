import { z } from 'zod'
import { callIdSchema, toneSchema } from '../domain/call.ts'
import { dialReasonSchema } from '../domain/spend-guard.ts'
import { type ArgsOf, call, type Handlers, nothing, type ResultOf } from './contract.ts'

const confirmed = z.array(dialReasonSchema).max(10).optional()
const oneCall = z.object({ callId: callIdSchema })

/**
 * What can be done to a call. Declared once: the page asks main for it and main asks the phone process, by the same name and
 * with the same arguments, except for the number of a `transfer`, which main turns into what the line dials.
 */
export const callActions = {
  /** Answers; calls that are up are held, or ended. */
  answer: call(oneCall.extend({ others: z.enum(['hold', 'end']).default('hold') }), nothing),
  reject: call(oneCall, nothing),
  /** Ends the call in whatever state: CANCEL, BYE or a refusal. */
  hangUp: call(
    oneCall.extend({
      /** With all calls of the conference it is in. */
      whole: z.boolean().default(false),
    }),
    nothing,
  ),
  setHold: call(oneCall.extend({ on: z.boolean() }), nothing),
  setMuted: call(oneCall.extend({ on: z.boolean() }), nothing),
  /** In a conference: neither we nor the others hear this side any more, or do again. */
  setRemoteMuted: call(oneCall.extend({ on: z.boolean() }), nothing),
  sendTones: call(oneCall.extend({ tones: toneSchema }), nothing),
  /** Blind transfer: the far end is asked to call the number. `confirmed`: as for `dial`; main's alone. */
  transfer: call(oneCall.extend({ number: z.string().min(1).max(200), confirmed }), nothing),
  /** Third step of an attended transfer; `callId` is the call that asks. Fails with `not-answered` before it is up. */
  completeTransfer: call(oneCall, nothing),
  /** Ends the call that asks and goes back to the first one. */
  cancelTransfer: call(oneCall, nothing),
  /** Mixes all connected calls into a conference, or separates them again. */
  setConference: call(z.object({ on: z.boolean() }), nothing),
  /** The user's answer when the far end asks us to call another party. `confirmed`: as for `dial`; main's alone. */
  answerReferral: call(oneCall.extend({ accept: z.boolean(), confirmed }), nothing),
} as const

export type CallAction = keyof typeof callActions
/** The actions as their callers see them; each rejects with an AppError. */
export type CallActions = {
  readonly [N in CallAction]: (args: ArgsOf<(typeof callActions)[N]>) => Promise<ResultOf<(typeof callActions)[N]>>
}
/** The actions as the phone process implements them. */
export type CallActionHandlers = Handlers<{ calls: typeof callActions }>['calls']
