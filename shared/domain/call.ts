import { z } from 'zod'
import { instantSchema } from './account.ts'
import { codecNameSchema } from './codec.ts'
import { contactRefSchema } from './contact.ts'
import { lineIdSchema } from './line.ts'
import { type QualityTrace, qualityTraceSchema } from './quality-trace.ts'

/** Characters of a note about a call. */
export const LONGEST_NOTE = 2000

export const callIdSchema = z.string().min(8).max(64)

/** Why a call is over; each has a text in each language (`end.<reason>`). */
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
    'transferred',
    'replaced',
    'no-encryption',
    'encryption-off',
    'do-not-disturb',
    'blocked',
    'forwarded',
    'busy-here',
    'left-out',
    'failed',
  ]),
  /** SIP status, where one came. */
  status: z.number().int().min(100).max(699).nullable(),
  /** The far end's own words (reason phrase or Reason header): text only, control characters removed. */
  text: z.string().max(200),
  /** Where a 302 sends the caller; followed only when the user confirms. */
  redirect: z.string().max(200).nullable().default(null),
  /** `left-out`: how many calls the entry stands for. */
  count: z.number().int().nonnegative().optional(),
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

/** The audio path between page and gateway, as it is now. */
export const callMediaSchema = z.object({
  leg: z.enum(['none', 'building', 'up', 'blocked']),
  microphone: z.enum(['off', 'live', 'muted', 'denied', 'missing', 'failed']),
  codec: codecNameSchema.nullable(),
  /** No packet came from the far end for 5 s although one should. */
  silent: z.boolean(),
  /** Number of the page's leg that carries the call, for its meters and the recorder; null while there is none. */
  legId: z.number().int().nullable(),
  /** `sdes`: SRTP with keys from the description (RFC 4568). `dtls`: a WebSocket line's own WebRTC. */
  encryption: z.enum(['none', 'sdes', 'dtls']),
})

/** The audio quality of a call, from the RTP and RTCP between us and the provider. */
export const callQualitySchema = z.object({
  /** Estimated MOS of a listener here, 1 to 4.5 (E-model, ITU-T G.107; RFC 3611 4.7.5). */
  mos: z.number().min(1).max(5),
  /** ms, from RTCP (RFC 3550 6.4.1); null while the far end sends no reports. */
  roundTrip: z.number().min(0).nullable(),
  /** Interarrival jitter, ms (RFC 3550 6.4.1). */
  jitter: z.number().min(0),
  /** Packets lost on the way here in the last interval, 0 to 1. */
  loss: z.number().min(0).max(1),
  /** What the far end says it lost of ours, 0 to 1; null while it sends no reports. */
  remoteLoss: z.number().min(0).max(1).nullable(),
})
export type CallQuality = z.infer<typeof callQualitySchema>

/** A transfer of this call that is under way or over (RFC 3515, RFC 5589). */
export const transferSchema = z.object({
  kind: z.enum(['blind', 'attended']),
  /** asked: REFER sent. accepted: 202, the far end tries. failed: refused or not reached; the call is still here. */
  state: z.enum(['asked', 'accepted', 'failed']),
  target: z.string().max(200),
  /** SIP status of the failure, where one came. */
  status: z.number().int().nullable(),
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
  /** Audio arrives before the answer (183 with a description). */
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
  /** This call has microphone and loudspeaker; the others wait, or are in the conference with it. */
  focus: z.boolean(),
  /** In the conference, with the other calls of which this is true. */
  conference: z.boolean(),
  /** In a conference: neither we nor the others hear this side. */
  remoteMuted: z.boolean().default(false),
  /** Id of the call that may be transferred to this call's party, who is asked first; null for any other call. */
  consultFor: callIdSchema.nullable(),
  transfer: transferSchema.nullable(),
  /** The far end asks us to call another party instead (REFER); the user decides. */
  referral: z.object({ number: z.string().max(200), name: z.string().max(200).nullable() }).nullable(),
  /** When it will be answered automatically, or null. */
  autoAnswerAt: instantSchema.nullable(),
  /** Our number was withheld (RFC 3323). */
  hidden: z.boolean(),
  /** When the line's connection was lost while this call is up; null while the line is connected. */
  reconnectingSince: instantSchema.nullable(),
  quality: callQualitySchema.nullable(),
  /** The quality from the answer until now. */
  trace: qualityTraceSchema,
  /** The user silenced the ringer for this call; kept by main. */
  silenced: z.boolean(),
  /** Tones that are still to follow the dialled number, and whether they wait for the user's word; null for none; kept by main. */
  postDial: z.object({ rest: z.string().max(40), waiting: z.boolean() }).nullable(),
  /** Number under which the call is being recorded, or null; kept by main. */
  recording: z.number().int().nullable(),
  /** The contact the other side's number belongs to, or null; kept by main. */
  contact: contactRefSchema.nullable(),
})
export type CallView = z.infer<typeof callViewSchema>

/** Calls of a line that neither rang nor are logged one by one, because too many came at once. */
export const callsLeftOutSchema = z.object({
  /** The same while they keep coming. */
  id: callIdSchema,
  lineId: lineIdSchema,
  startedAt: instantSchema,
  endedAt: instantSchema,
  count: z.number().int().positive(),
})
export type CallsLeftOut = z.infer<typeof callsLeftOutSchema>

/** How many calls an entry stands for that were left out; 0 for an entry of one call. */
export const leftOutCount = ({ end }: { readonly end: CallEnd | null }): number => (end?.code === 'left-out' ? (end.count ?? 0) : 0)

/** What a line dials: digits, `+`, `*`, `#`, or a SIP user. The user part of a request's target. */
export const DIAL_TARGET = /^[+\w.*#!~'-]{1,64}$/
export const dialTargetSchema = z.string().regex(DIAL_TARGET)
export const toneSchema = z.string().regex(/^[0-9*#A-D]{1,32}$/)

/** What happened to a call, for the call log. */
export const callOutcomes = [
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
  'blocked',
  'forwarded',
] as const
export const callOutcomeSchema = z.enum(callOutcomes)
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
  /** Means over the call, or null: not connected, or of an older version. */
  quality: callQualitySchema.nullable().default(null),
  /** What the user wrote about the call. */
  note: z.string().max(LONGEST_NOTE).default(''),
})
export type CallLogEntry = z.infer<typeof callLogEntrySchema>
/** What a call's progress writes: all but what the user wrote. */
export type CallRecord = Omit<CallLogEntry, 'note'> & {
  readonly trace: QualityTrace
  /** The number whose rate this call has, in the provider's notation; absent where it has none. */
  readonly rateNumber?: string
}

export const recentCallsSchema = z.object({
  /** Newest first, at most 200. */
  entries: z.array(callLogEntrySchema).max(200),
  total: z.number().int().nonnegative(),
  unseenMissed: z.number().int().nonnegative(),
})
export type RecentCalls = z.infer<typeof recentCallsSchema>
