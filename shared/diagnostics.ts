import { z } from 'zod'
import { instantSchema } from './account.ts'
import { lineIdSchema, sipTransportSchema } from './line.ts'

/** One step of the self-check, in the order of mock 12. */
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

/**
 * A text without numbers, users and addresses: each run of three digits or more keeps its last two, users in SIP URIs keep
 * their first letter, names in quotes go. What is left still shows who spoke to whom by position.
 */
export function maskNumbers(text: string): string {
  return text
    .replace(/"(?:[^"\\]|\\.)*"(?=\s*<)/g, '"..."')
    .replace(/(sips?:)([^@\s;>]{1,100})@/gi, (_all, scheme: string, user: string) => `${scheme}${maskUser(user)}@`)
    .replace(/\b(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\b/g, (_all, first: string) => `${first}.x.x.x`)
    .replace(/(?<![\w.:=-])\+?\d{6,}(?![\w.])/g, (digits) => `${'*'.repeat(digits.length - 2)}${digits.slice(-2)}`)
}

const maskUser = (user: string): string =>
  /^\+?\d+$/.test(user) ? `${'*'.repeat(Math.max(0, user.length - 2))}${user.slice(-2)}` : `${user.slice(0, 1)}***`
