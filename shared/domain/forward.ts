import { z } from 'zod'
import { dialTargetSchema } from './call.ts'
import { dialledForm } from './dial-plan.ts'
import { type Line, lineIdSchema } from './line.ts'

/** Where calls are forwarded to: a number, as the user wrote it, or the mailbox of the line that is called. */
export const forwardTargetSchema = z.discriminatedUnion('to', [
  z.object({ to: z.literal('number'), number: z.string().trim().min(1).max(100) }),
  z.object({ to: z.literal('mailbox') }),
])
export type ForwardTarget = z.infer<typeof forwardTargetSchema>

/** When calls are forwarded; null: not. */
export const forwardConditions = ['always', 'busy', 'noAnswer'] as const
export type ForwardCondition = (typeof forwardConditions)[number]

/** s that a call may ring before it is forwarded. */
export const RINGS = { least: 5, most: 120 } as const

export const forwardSettingsSchema = z.object({
  always: forwardTargetSchema.nullable(),
  /** In a call without call waiting, with too many calls, and during "do not disturb". */
  busy: forwardTargetSchema.nullable(),
  noAnswer: forwardTargetSchema.nullable(),
  /** s. */
  after: z.number().int().min(RINGS.least).max(RINGS.most),
})
export type ForwardSettings = z.infer<typeof forwardSettingsSchema>
export const noForward: ForwardSettings = { always: null, busy: null, noAnswer: null, after: 20 }

/** The conditions under which calls are forwarded now; with "always" the others have no effect. */
export function activeForwards(forward: ForwardSettings): readonly { readonly when: ForwardCondition; readonly target: ForwardTarget }[] {
  const { always } = forward
  if (always) return [{ when: 'always', target: always }]
  return forwardConditions.flatMap((when) => {
    const target = forward[when]
    return target ? [{ when, target }] : []
  })
}

/** What a line answers its callers with: the user part of a 302's Contact (RFC 3261 21.3.3). Null: calls are not forwarded. */
export const lineForwardSchema = z.object({
  lineId: lineIdSchema,
  always: dialTargetSchema.nullable(),
  busy: dialTargetSchema.nullable(),
  noAnswer: dialTargetSchema.nullable(),
  /** s. */
  after: z.number().int().min(1).max(600),
})
export type LineForward = z.infer<typeof lineForwardSchema>

/** The number of a line's mailbox: the user's entry, else the server's; "" where neither is known. */
export const mailboxOf = ({ preferences, voicemail }: Pick<Line, 'preferences' | 'voicemail'>): string =>
  preferences.voicemail || voicemail?.account || ''

/** What a line forwards its calls to. A target that the line cannot dial, its own number and emergency numbers forward nothing. */
export function lineForward(forward: ForwardSettings, line: Line, region: string): LineForward {
  const targetOf = (target: ForwardTarget | null): string | null => {
    const number = target === null ? '' : target.to === 'number' ? target.number : mailboxOf(line)
    const form = number === '' ? null : dialledForm(number, { ...line.dialling, forbidSelfCall: true }, region, line.userName)
    return form?.kind === 'number' && !form.emergency ? form.target : null
  }
  const { always, busy, noAnswer, after } = forward
  return { lineId: line.id, always: targetOf(always), busy: targetOf(busy), noAnswer: targetOf(noAnswer), after }
}
