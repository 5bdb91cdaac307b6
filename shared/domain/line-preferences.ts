import { z } from 'zod'
import { codecNameSchema } from './codec.ts'

export const ringtones = ['classic', 'soft', 'bell', 'digital'] as const
export const ringtoneSchema = z.enum(ringtones)
export type Ringtone = z.infer<typeof ringtoneSchema>

/** What the user wants of a line's calls; none of it needs a new registration. */
export const linePreferencesSchema = z.object({
  ringtone: ringtoneSchema,
  /** In the order in which they are offered; at least one is on. */
  codecs: z
    .array(z.object({ name: codecNameSchema, on: z.boolean() }))
    .length(4)
    .refine((list) => new Set(list.map((c) => c.name)).size === 4 && list.some((c) => c.on)),
  /** SDES-SRTP (RFC 4568). `preferred`: offered first, plain RTP where it is refused. `required`: no call without it. */
  srtp: z.enum(['off', 'preferred', 'required']),
  /** `header`: only calls whose server says so (Alert-Info or Call-Info with answer-after), which the user has to trust. */
  autoAnswer: z.object({
    mode: z.enum(['off', 'header', 'always']),
    /** s. */
    delay: z.number().int().min(0).max(60),
  }),
  /** ms of audio in a packet, as requested from the far end (RFC 8866 6.4). */
  packetTime: z.union([z.literal(10), z.literal(20), z.literal(30), z.literal(40)]),
  /** Comfort noise instead of silence (RFC 3389) is offered. */
  comfortNoise: z.boolean(),
  /** `rtp`: RFC 4733 only. `info`: SIP INFO only. `auto`: INFO where the far end does not accept RFC 4733. */
  tones: z.enum(['auto', 'rtp', 'info']),
  /** Each call of this line is recorded from its answer on. */
  record: z.boolean(),
  /** The number dialled to hear the messages; "" for the one that the server names. */
  voicemail: z.string().max(64),
})
export type LinePreferences = z.infer<typeof linePreferencesSchema>

export const defaultPreferences: LinePreferences = {
  ringtone: 'classic',
  codecs: [
    { name: 'PCMA', on: true },
    { name: 'PCMU', on: true },
    { name: 'G722', on: true },
    { name: 'opus', on: true },
  ],
  srtp: 'off',
  autoAnswer: { mode: 'off', delay: 3 },
  packetTime: 20,
  comfortNoise: false,
  tones: 'auto',
  record: false,
  voicemail: '',
}

/** Messages that wait on a line (RFC 3842). */
export const voicemailSchema = z.object({
  waiting: z.boolean(),
  /** New and old voice messages, where the server counts them. */
  fresh: z.number().int().nonnegative(),
  old: z.number().int().nonnegative(),
  /** The number dialled to hear them, from Message-Account; null where the server names none. */
  account: z.string().max(200).nullable(),
})
export type Voicemail = z.infer<typeof voicemailSchema>
