import { z } from 'zod'
import { instantSchema } from '../domain/account.ts'
import { callIdSchema, callsLeftOutSchema, callViewSchema, dialTargetSchema, remotePartySchema } from '../domain/call.ts'
import { sipMessageSchema } from '../domain/diagnostics.ts'
import { lineIdSchema, registrationSchema, sipTransportSchema } from '../domain/line.ts'
import { lineForwardSchema } from '../domain/line-forward.ts'
import { linePreferencesSchema, voicemailSchema } from '../domain/line-preferences.ts'
import { LONGEST_RECEIVED, LONGEST_SENT, messageIdSchema } from '../domain/message.ts'
import { callActions } from './call-actions.ts'
import { call, event, nothing, secretCall } from './contract.ts'
import { mediaToPageSchema, mediaToPhoneSchema } from './media.ts'

/** The host may be one that cannot be used: the line's state says so then. */
const hostPort = z.object({ host: z.string().max(255), port: z.number().int().min(1).max(65535).nullable() })

/** All a line needs to register and call: made from the provider's record by `linePolicy` (voip-line.ts) and the user's own changes. */
export const lineSetupSchema = z.object({
  id: lineIdSchema,
  userName: z.string().max(200),
  domain: z.string().max(255),
  displayName: z.string().max(200),
  /** Candidates in the order in which they are tried (provider API, module voiplist). */
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
  /** Relays the audio of each call (RFC 8656). */
  turn: hostPort.extend({ userName: z.string().max(200), password: z.string().max(1024) }).nullable(),
  echoCancellation: z.boolean(),
  unknownCallerName: z.string().max(200),
  /** SHA-256 of the leaf certificate accepted by hand for this line and `host`. */
  pin: z.object({ host: z.string().max(255), sha256: z.string().regex(/^[0-9a-f]{64}$/) }).nullable(),
  /** Stable over runs: user part of the Contact and `+sip.instance` (a UUID). */
  instanceId: z.uuid(),
  /** A change of these does not rebuild the line. */
  preferences: linePreferencesSchema,
})
export type LineSetup = z.infer<typeof lineSetupSchema>

/**
 * What must outlive the phone process, so that the next one can remove dead contacts and end orphaned dialogs
 * (docs/architecture.md, "The phone process may die"). Main keeps it; it holds no secret.
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
    .max(2000),
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
    .max(2000),
})
export type PhoneMemory = z.infer<typeof phoneMemorySchema>

/**
 * How packets leave this computer (RFC 4787 4.1): `open`: under its own address. `cone`: one outside address for all
 * destinations. `symmetric`: another one for each. `translated`: changed, and the server cannot tell more.
 */
export const natKindSchema = z.enum(['open', 'cone', 'symmetric', 'translated', 'blocked', 'no-server'])

/** Reasons a request to the phone process can be refused are the page's own error codes; see contract.ts. */
const oneCall = z.object({ callId: callIdSchema })

/** Main calls, the phone process answers; the phone process sends events. */
export const phoneIpc = {
  phone: {
    /** First message after the start. */
    start: secretCall(z.object({ memory: phoneMemorySchema, lines: z.array(lineSetupSchema) }), nothing),
    /** The wanted lines, whole: new ones start, missing ones unregister, changed ones are rebuilt after their call. */
    setLines: secretCall(z.object({ lines: z.array(lineSetupSchema) }), nothing),
    retryLine: call(z.object({ lineId: lineIdSchema }), nothing),
    /** Ends calls, unregisters all lines (2 s at most) and answers; the process is ended after it. */
    stop: call(nothing, nothing),
    /** `number` is what goes into the request: main has applied the line's rules. Calls that are up are held. `consultFor`: the call that is to be transferred to whoever answers. */
    dial: call(
      z.object({
        callId: callIdSchema,
        lineId: lineIdSchema,
        number: dialTargetSchema,
        /** It goes out although there are many calls, with the caller's number, and opens do not disturb for a call back. */
        emergency: z.boolean(),
        hidden: z.boolean(),
        consultFor: callIdSchema.nullable(),
      }),
      nothing,
    ),
    ...callActions,
    /** A text message (RFC 3428), sent once; the answer comes as `messageSent`. */
    sendMessage: call(
      z.object({ id: messageIdSchema, lineId: lineIdSchema, number: dialTargetSchema, text: z.string().min(1).max(LONGEST_SENT) }),
      nothing,
    ),
    /** Blind transfer; as for `dial`, `number` is what goes into the request. */
    transfer: call(oneCall.extend({ number: dialTargetSchema }), nothing),
    /**
     * `blocked`, their prefixes and `ringsAlways`: callers' numbers as `callerForm` writes them (shared/domain/contact-number.ts).
     * `forwards`: of the lines that forward calls.
     */
    setPolicy: call(
      z.object({
        doNotDisturb: z.boolean(),
        callWaiting: z.boolean(),
        blocked: z.array(z.string().max(100)).default([]),
        blockedPrefixes: z.array(z.string().max(100)).default([]),
        blockAnonymous: z.boolean().default(false),
        blockedAnswer: z.enum(['decline', 'busy']).default('decline'),
        forwards: z.array(lineForwardSchema).default([]),
        ringsAlways: z.array(z.string().max(100)).default([]),
      }),
      nothing,
    ),
    /** The computer woke up, or its network changed: every connection is looked at now. */
    checkConnections: call(nothing, nothing),
    /** Asks the line's server with OPTIONS: ms until its answer, and its status. */
    pingLine: call(z.object({ lineId: lineIdSchema }), z.object({ ms: z.number(), status: z.number().int() })),
    /** How packets leave this computer towards the line's STUN server. */
    probeNat: call(z.object({ lineId: lineIdSchema }), z.object({ kind: natKindSchema, address: z.string().max(100), ms: z.number() })),
    /** A page with a media agent is there, or gone. */
    setPage: call(z.object({ present: z.boolean() }), nothing),
    /** A message of the page's media peer, forwarded. */
    mediaToPhone: call(mediaToPhoneSchema, nothing),

    registration: event(
      z.object({
        lineId: lineIdSchema,
        registration: registrationSchema,
        /** Which of the setup's passwords worked, once known. */
        passwordIndex: z.number().int().min(0).max(1).nullable(),
      }),
    ),
    call: event(callViewSchema),
    /** The call has left the list (a few seconds after its end). */
    callGone: event(oneCall),
    callsLeftOut: event(callsLeftOutSchema),
    /** A message for the page's media peer, to be forwarded. */
    mediaToPage: event(mediaToPageSchema),
    memory: event(phoneMemorySchema),
    message: event(z.object({ lineId: lineIdSchema, remote: remotePartySchema, text: z.string().max(LONGEST_RECEIVED) })),
    /** `status`: of the final answer; null where the message could not be sent. */
    messageSent: event(z.object({ id: messageIdSchema, lineId: lineIdSchema, status: z.number().int().min(100).max(699).nullable() })),
    voicemail: event(z.object({ lineId: lineIdSchema, voicemail: voicemailSchema })),
    /** Each SIP message; secrets are taken out before it leaves the process. */
    sip: event(sipMessageSchema),
    log: event(z.object({ level: z.enum(['debug', 'info', 'warn', 'error']), text: z.string().max(2000), at: instantSchema })),
  },
} as const

export type PhoneIpc = typeof phoneIpc
