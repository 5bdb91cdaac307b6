import { z } from 'zod'
import { instantSchema } from './account.ts'
import { lineIdSchema } from './line.ts'

export const callIdSchema = z.string().min(8).max(64)

/** Why a call is over, as the user hears it (ux.md section 8, `end.*`). */
export const callEndSchema = z.object({
  code: z.enum([
    'hung-up-here',
    'hung-up-there',
    'cancelled',
    'rejected-here',
    'missed',
    'answered-elsewhere',
    'busy',
    'no-answer',
    'declined',
    'not-found',
    'unavailable',
    'not-allowed',
    'no-common-codec',
    'redirected',
    'no-microphone',
    'connection-lost',
    'phone-process-restarted',
    'page-gone',
    'line-gone',
    'failed',
  ]),
  /** SIP status, where one came. */
  status: z.number().int().min(100).max(699).nullable(),
  /** The far end's own words (reason phrase or Reason header): text only, control characters removed. */
  text: z.string().max(200),
})
export type CallEnd = z.infer<typeof callEndSchema>

export const remotePartySchema = z.object({
  /** What was dialled or what the caller's identity said, as text: a number where it is one, else a SIP user. */
  number: z.string().max(200),
  /** Display name without control characters, or null. */
  name: z.string().max(200).nullable(),
  /** The caller withheld the number (RFC 3323). */
  anonymous: z.boolean(),
})

export const codecNameSchema = z.enum(['PCMA', 'PCMU', 'G722', 'opus'])
export type CodecName = z.infer<typeof codecNameSchema>

/** The sound path between page and gateway, as it is now. */
export const callMediaSchema = z.object({
  leg: z.enum(['none', 'building', 'up', 'blocked']),
  microphone: z.enum(['off', 'live', 'muted', 'denied', 'missing', 'failed']),
  codec: codecNameSchema.nullable(),
  /** No packet came from the far end for 5 s although one should. */
  silent: z.boolean(),
})

/**
 * One call as the user sees it. Serialisable; the sip.js session stays in the phone process. A control shows what was
 * confirmed: `hold.local` turns true when the re-INVITE was answered, while `hold.pending` says that one is on its way.
 */
export const callViewSchema = z.object({
  id: callIdSchema,
  lineId: lineIdSchema,
  direction: z.enum(['outgoing', 'incoming']),
  /** calling: INVITE sent. ringing: 18x came (out) or sent (in). connected: answered. ended: over, kept a few seconds. */
  state: z.enum(['calling', 'ringing', 'connected', 'ended']),
  /** Sound arrives before the answer (183 with a description). */
  earlyMedia: z.boolean(),
  remote: remotePartySchema,
  /** The digits really sent, e.g. `00447700900123`; empty for incoming calls. */
  dialled: z.string().max(200),
  startedAt: instantSchema,
  ringingAt: instantSchema.nullable(),
  connectedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  hold: z.object({ local: z.boolean(), remote: z.boolean(), pending: z.boolean(), failed: z.boolean() }),
  muted: z.boolean(),
  /** Tones sent and received, in order. */
  tonesSent: z.string().max(200),
  tonesReceived: z.string().max(200),
  media: callMediaSchema,
  end: callEndSchema.nullable(),
  /** The user silenced the ringer for this call; kept by main. */
  silenced: z.boolean(),
})
export type CallView = z.infer<typeof callViewSchema>

export const toneSchema = z.string().regex(/^[0-9*#A-D]{1,32}$/)

/** What happened to a call, for the call log. */
export const callOutcomeSchema = z.enum([
  'running',
  'connected',
  'missed',
  'rejected',
  'answered-elsewhere',
  'cancelled',
  'busy',
  'no-answer',
  'declined',
  'failed',
])
export type CallOutcome = z.infer<typeof callOutcomeSchema>

/** Our own record of a call, missed ones included. Written when the call starts, completed when it ends. */
export const callLogEntrySchema = z.object({
  id: callIdSchema,
  lineId: lineIdSchema,
  /** The line's name at the time of the call. */
  lineLabel: z.string().max(100),
  direction: z.enum(['outgoing', 'incoming']),
  number: z.string().max(200),
  name: z.string().max(200).nullable(),
  anonymous: z.boolean(),
  startedAt: instantSchema,
  connectedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  outcome: callOutcomeSchema,
  end: callEndSchema.nullable(),
  /** A missed call the user has not marked as seen. */
  unseen: z.boolean(),
})
export type CallLogEntry = z.infer<typeof callLogEntrySchema>

export const recentCallsSchema = z.object({
  /** Newest first, at most 200. */
  entries: z.array(callLogEntrySchema).max(200),
  total: z.number().int().nonnegative(),
  unseenMissed: z.number().int().nonnegative(),
})
export type RecentCalls = z.infer<typeof recentCallsSchema>
