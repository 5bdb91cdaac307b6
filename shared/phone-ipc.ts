import { z } from 'zod'
import { instantSchema } from './account.ts'
import { callIdSchema, callViewSchema, toneSchema } from './call.ts'
import { call, event, nothing, secretCall } from './contract.ts'
import { diallingSchema, lineIdSchema, registrationSchema, sipTransportSchema } from './line.ts'
import { mediaReplySchema, mediaRequestSchema } from './media.ts'

const hostPort = z.object({ host: z.string().min(1).max(255), port: z.number().int().min(1).max(65535).nullable() })

/** All a line needs to register and call: made from the provider's record by `linePolicy` (voip-line.ts) and the user's own changes. */
export const lineSetupSchema = z.object({
  id: lineIdSchema,
  userName: z.string().min(1).max(200),
  domain: z.string().min(1).max(255),
  displayName: z.string().max(200),
  /** Candidates in the order in which they are tried (api.md 4.3). */
  passwords: z.array(z.string().max(1024)).min(1).max(2),
  /** Where requests go: `proxy` when given, else `ip`. Without a port: RFC 3263. */
  server: hostPort,
  /** A Route header is put in front of every request (`enable_outbound_proxy`). */
  outboundProxy: z.boolean(),
  /** In the order in which they are tried. */
  transports: z.array(sipTransportSchema).min(1).max(4),
  webSocketAddress: z.string().max(500).nullable(),
  /** Bind local UDP port 5060 if it is free (`transport_use_standard_ports`). */
  standardPorts: z.boolean(),
  stun: hostPort.nullable(),
  dialling: diallingSchema,
  echoCancellation: z.boolean(),
  unknownCallerName: z.string().max(200),
  /** SHA-256 of the leaf certificate accepted by hand for this line and `host`. */
  pin: z.object({ host: z.string().max(255), sha256: z.string().regex(/^[0-9a-f]{64}$/) }).nullable(),
  /** Stable over runs: user part of the Contact and `+sip.instance` (a UUID). */
  instanceId: z.uuid(),
})
export type LineSetup = z.infer<typeof lineSetupSchema>

/**
 * What must outlive the phone process, so that the next one can remove dead contacts and end orphaned dialogs
 * (phone-process.md sections 1 and 4.3). Main keeps it; it holds no secret.
 */
export const phoneMemorySchema = z.object({
  bindings: z
    .array(
      z.object({
        lineId: lineIdSchema,
        contact: z.string().max(500),
        callId: z.string().max(200),
        cseq: z.number().int().nonnegative(),
        localPort: z.number().int().nullable(),
      }),
    )
    .max(64),
  dialogs: z
    .array(
      z.object({
        lineId: lineIdSchema,
        callId: z.string().max(300),
        localTag: z.string().max(200),
        remoteTag: z.string().max(200),
        cseq: z.number().int().nonnegative(),
        routeSet: z.array(z.string().max(500)).max(20),
        target: z.string().max(500),
        localUri: z.string().max(500),
        remoteUri: z.string().max(500),
      }),
    )
    .max(32),
})
export type PhoneMemory = z.infer<typeof phoneMemorySchema>

/** Reasons a request to the phone process can be refused are the page's own error codes; see contract.ts. */
const oneCall = z.object({ callId: callIdSchema })

/** main asks, phone answers; phone tells. */
export const phoneIpc = {
  phone: {
    /** First message after the start. */
    start: secretCall(z.object({ memory: phoneMemorySchema, lines: z.array(lineSetupSchema).max(64), region: z.string().length(2) }), nothing),
    /** The wanted lines, whole: new ones start, missing ones unregister, changed ones are rebuilt after their call. */
    setLines: secretCall(z.object({ lines: z.array(lineSetupSchema).max(64), region: z.string().length(2) }), nothing),
    retryLine: call(z.object({ lineId: lineIdSchema }), nothing),
    /** Ends calls, unregisters all lines (2 s at most) and answers; the process is ended after it. */
    stop: call(nothing, nothing),
    dial: call(z.object({ callId: callIdSchema, lineId: lineIdSchema, number: z.string().max(200) }), nothing),
    answer: call(oneCall, nothing),
    reject: call(oneCall, nothing),
    hangUp: call(oneCall, nothing),
    setHold: call(oneCall.extend({ on: z.boolean() }), nothing),
    setMuted: call(oneCall.extend({ on: z.boolean() }), nothing),
    sendTones: call(oneCall.extend({ tones: toneSchema }), nothing),
    /** A page with a media agent is there, or gone. */
    setPage: call(z.object({ present: z.boolean() }), nothing),
    mediaReply: call(z.object({ id: z.number().int().positive(), reply: mediaReplySchema }), nothing),

    registration: event(
      z.object({
        lineId: lineIdSchema,
        registration: registrationSchema,
        /** Which of the setup's passwords worked, once known. */ passwordIndex: z.number().int().min(0).max(1).nullable(),
      }),
    ),
    call: event(callViewSchema),
    /** The call has left the list (a few seconds after its end). */
    callGone: event(oneCall),
    mediaRequest: event(z.object({ id: z.number().int().positive(), request: mediaRequestSchema })),
    memory: event(phoneMemorySchema),
    log: event(z.object({ level: z.enum(['debug', 'info', 'warn', 'error']), text: z.string().max(2000), at: instantSchema })),
  },
} as const

export type PhoneIpc = typeof phoneIpc
