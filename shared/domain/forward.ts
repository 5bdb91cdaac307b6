import { z } from 'zod'
import type { Line } from './line.ts'

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

/** The number of a line's mailbox: the user's entry, else the server's; "" where neither is known. */
export const mailboxOf = ({ preferences, voicemail }: Pick<Line, 'preferences' | 'voicemail'>): string =>
  preferences.voicemail || voicemail?.account || ''
