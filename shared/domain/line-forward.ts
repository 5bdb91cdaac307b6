import { z } from 'zod'
import { dialTargetSchema } from './call.ts'
import { dialledForm } from './dial-plan.ts'
import { type ForwardSettings, type ForwardTarget, mailboxOf } from './forward.ts'
import { type Line, lineIdSchema } from './line.ts'

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
