import { z } from 'zod'
import { instantSchema } from './account.ts'
import { linePreferencesSchema, voicemailSchema } from './line-preferences.ts'

/** Key of a line within its account: the provider's key in `voiplist` (`sip_1`). */
export const lineIdSchema = z.string().min(1).max(64)
export const sipTransportSchema = z.enum(['udp', 'tcp', 'tls', 'wss'])
export type SipTransport = z.infer<typeof sipTransportSchema>

/** A server certificate that was refused, for the dialog in which the user may accept it for one line and host. */
export const certificateSchema = z.object({
  host: z.string().max(255),
  /** SHA-256 of the leaf in DER, lower-case hex without separators. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  subject: z.string().max(1000),
  issuer: z.string().max(1000),
  validFrom: instantSchema,
  validTo: instantSchema,
  /** Names and addresses the certificate is made out to. */
  names: z.array(z.string().max(255)).max(100),
  problem: z.enum(['unknown-issuer', 'self-signed', 'wrong-name', 'expired', 'not-yet-valid', 'other']),
  /** The pin the user accepted before, when it was another certificate: the server's identity changed. */
  replaces: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
})
export type Certificate = z.infer<typeof certificateSchema>

export const lineReasonSchema = z.object({
  code: z.enum([
    'wrong-password',
    'forbidden',
    'not-found',
    'no-answer',
    'name-not-found',
    'connection-refused',
    'connection-lost',
    'no-network',
    'certificate',
    'tls-failed',
    'server-error',
    'too-many-requests',
    'no-address',
    'unusable-address',
    'weaker-sign-in',
    'unknown-sign-in',
    'phone-process-restarted',
    'other',
  ]),
  /** SIP status, where one came. */
  status: z.number().int().min(100).max(699).nullable(),
  /** Short English detail for tooltips and logs, or the value that is wrong: never markup, never a secret. */
  detail: z.string().max(300),
})
export type LineReason = z.infer<typeof lineReasonSchema>

/** What a line's status dot shows. Only what is known to be true now: never "registered" without a binding the registrar granted. */
export const registrationSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off') }),
  z.object({ state: z.literal('connecting'), since: instantSchema }),
  z.object({
    state: z.literal('registered'),
    since: instantSchema,
    /** When the binding runs out unless refreshed. */
    expiresAt: instantSchema,
    transport: sipTransportSchema,
    localPort: z.number().int().min(0).max(65535),
    /** Where the server really is, for the line's facts: `host:port`. */
    server: z.string().max(300),
  }),
  /** The registrar refused the credentials: no further attempt until something changes. */
  z.object({ state: z.literal('refused'), since: instantSchema, reason: lineReasonSchema }),
  z.object({
    state: z.literal('unreachable'),
    since: instantSchema,
    reason: lineReasonSchema,
    /** When the next attempt is due; null when none is planned (a certificate waits for the user). */
    retryAt: instantSchema.nullable(),
    certificate: certificateSchema.nullable(),
  }),
])
export type Registration = z.infer<typeof registrationSchema>

/**
 * What the provider's record means for dialling (provider API, module voiplist). `dialledForm` in dial-plan.ts
 * applies it: main to what is dialled, the page to what its number preview shows.
 */
export const diallingSchema = z.object({
  /** Country code digits put in front of national numbers, or "". */
  prefix: z.string().max(8),
  /** Dial `00` instead of a leading `+`. */
  escapePlus: z.boolean(),
  forbidSelfCall: z.boolean(),
})
export type Dialling = z.infer<typeof diallingSchema>

/** One field of the provider's record and what became of it, for the line's facts. */
export const lineFactSchema = z.object({
  /** The provider's field name, e.g. `escape_plus`. */
  field: z.string().max(64),
  /** The provider's value as text; a password is never in it. */
  value: z.string().max(300),
  /** `used`: it has its effect. `not-available`: no WebRTC engine has it. `not-applicable`: it means nothing on a desktop. `default`: empty, the default counts. */
  effect: z.enum(['used', 'default', 'not-available', 'not-applicable']),
})
export type LineFact = z.infer<typeof lineFactSchema>

/** A line as the page sees it. No password, nothing that could be sent back as an address. */
export const lineSchema = z.object({
  id: lineIdSchema,
  /** The user's own name for it, else the provider's user name. */
  label: z.string().max(100),
  userName: z.string().max(200),
  domain: z.string().max(255),
  enabled: z.boolean(),
  /** The user set it up; the provider does not list it. */
  manual: z.boolean().default(false),
  transports: z.array(sipTransportSchema),
  dialling: diallingSchema,
  /** A password set by hand is in use instead of the provider's. */
  passwordOverridden: z.boolean(),
  /** The user's own `wss://` address, or null. */
  webSocketAddress: z.string().max(500).nullable(),
  /** SHA-256 of the certificate accepted by hand, or null. */
  pinnedCertificate: z.string().nullable(),
  facts: z.array(lineFactSchema).max(40),
  preferences: linePreferencesSchema,
  /** null: the server reports nothing about messages. */
  voicemail: voicemailSchema.nullable(),
  registration: registrationSchema,
})
export type Line = z.infer<typeof lineSchema>

/** Where provisioning stands, for the steps the page shows: fetched, decoded, registering, ready. */
export const provisioningSchema = z.object({
  step: z.enum(['idle', 'fetching', 'fetched', 'from-store', 'failed']),
  /** When the list in use was read from the provider. */
  asOf: instantSchema.nullable(),
  error: z.string().max(200).nullable(),
  /** Kinds of entries in the list that are no SIP lines, as the provider calls them (`IAX`). */
  otherTypes: z.array(z.string().max(20)).max(5),
})
export type Provisioning = z.infer<typeof provisioningSchema>

export const linesStateSchema = z.object({
  lines: z.array(lineSchema),
  /** The line calls go out on unless another is chosen; null only when there is no line. */
  defaultLineId: lineIdSchema.nullable(),
  provisioning: provisioningSchema,
})
export type LinesState = z.infer<typeof linesStateSchema>
