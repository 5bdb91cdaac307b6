import { z } from 'zod'
import { instantSchema } from './account.ts'
import { lineIdSchema, sipTransportSchema } from './line.ts'

/** One step of the self-check. */
export const diagnosticStepSchema = z.object({
  group: z.enum(['account', 'lines', 'voice']),
  check: z.enum(['provider', 'sign-in', 'clock', 'dns', 'transport', 'registration', 'nat', 'loopback', 'microphone', 'speaker', 'echo']),
  /** The line it is about, or null. */
  lineId: lineIdSchema.nullable(),
  state: z.enum(['ok', 'attention', 'failed', 'skipped']),
  /** A key of the step's sentence (`diag.<check>.<result>`) and what fills it. */
  result: z.string().regex(/^[a-z-]{1,40}$/),
  details: z.record(z.string(), z.union([z.string().max(300), z.number()])),
  /** How long it took, or null where that says nothing. */
  ms: z.number().nullable(),
})
export type DiagnosticStep = z.infer<typeof diagnosticStepSchema>

export const sipMessageSchema = z.object({
  at: instantSchema,
  lineId: lineIdSchema,
  way: z.enum(['in', 'out']),
  transport: sipTransportSchema,
  peer: z.string().max(300),
  text: z.string().max(70_000),
})
export type SipTraceMessage = z.infer<typeof sipMessageSchema>

/** Characters of SIP messages that are traced per second, of one line and of all: a flood must not crowd out anything else. */
export const traces = { perLine: { perSecond: 100_000, burst: 400_000 }, all: { perSecond: 400_000, burst: 1_600_000 } }
/** What a message counts for: its characters, and at least what handling it takes. */
export const traceCost = (text: string): number => Math.max(500, Math.min(text.length, 70_000))
