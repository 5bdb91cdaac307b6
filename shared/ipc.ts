import { z } from 'zod'
import { accountIdSchema, accountStateSchema } from './account.ts'
import { callIdSchema, callLogEntrySchema, callViewSchema, recentCallsSchema, toneSchema } from './call.ts'
import { type Client, call, event, failureSchema, type Handlers, nothing, secretCall } from './contract.ts'
import { lineIdSchema, linesStateSchema } from './line.ts'
import { mediaReplySchema, mediaRequestSchema } from './media.ts'
import { settingsChangeSchema, settingsSchema } from './settings.ts'

/** Facts of this computer that the page needs before it can draw. */
export const environmentSchema = z.object({
  platform: z.enum(['win32', 'darwin', 'linux']),
  appVersion: z.string(),
  /** The system's languages, best first (BCP 47). */
  systemLanguages: z.array(z.string()),
  /** The system's region (ISO 3166-1 alpha-2), or null when it names none. */
  systemRegion: z.string().nullable(),
  /** The phone process: what it does now. `restarting`: it died and is being started again. */
  phone: z.enum(['starting', 'running', 'restarting', 'failed']),
})

/** All the page projects. Main owns it; the page replaces slices as changes come in. */
export const appStateSchema = z.object({
  environment: environmentSchema,
  settings: settingsSchema,
  account: accountStateSchema,
  lines: linesStateSchema,
  calls: z.array(callViewSchema).max(32),
  recentCalls: recentCallsSchema,
})
export type AppState = z.infer<typeof appStateSchema>

/** A slice that changed, whole. Small enough to send whole, and nothing can drift. */
export const stateChangeSchema = z.discriminatedUnion('slice', [
  z.object({ slice: z.literal('environment'), value: environmentSchema }),
  z.object({ slice: z.literal('settings'), value: settingsSchema }),
  z.object({ slice: z.literal('account'), value: accountStateSchema }),
  z.object({ slice: z.literal('lines'), value: linesStateSchema }),
  z.object({ slice: z.literal('calls'), value: z.array(callViewSchema).max(32) }),
  z.object({ slice: z.literal('recentCalls'), value: recentCallsSchema }),
])
export type StateChange = z.infer<typeof stateChangeSchema>

const password = z.string().min(1).max(1024)
const line = z.object({ lineId: lineIdSchema })
const oneCall = z.object({ callId: callIdSchema })

/** Where the wish to dial came from. A number typed or keyed in by the user here is `typed`; everything else is not. */
export const dialOriginSchema = z.enum(['typed', 'redial', 'clipboard', 'link', 'command-line', 'contact'])

/** The contract between page and main (design.md section 3). */
export const ipc = {
  app: {
    /** The whole state and the number of the last change it contains. Asked at start, after a reload and after a gap. */
    snapshot: call(nothing, z.object({ sequence: z.number().int().nonnegative(), state: appStateSchema })),
    /** Changes, numbered without gaps from the snapshot's number + 1. */
    changed: event(z.object({ sequence: z.number().int().positive(), change: stateChangeSchema })),
  },
  account: {
    /** Signs in and, with `stay`, keeps the password in the keychain. Fails with `keychain-*` before anything else when `stay` cannot be honoured. */
    signIn: secretCall(
      z.object({ providerAddress: z.string().min(1).max(500), userName: z.string().min(1).max(200), password, stay: z.boolean() }),
      nothing,
    ),
    cancelSignIn: call(nothing, nothing),
    /** Signs in a remembered account with the password from the keychain. */
    switchTo: call(z.object({ accountId: accountIdSchema }), nothing),
    /** Removes the account's secrets from the keychain, unregisters its lines and keeps its history. */
    signOut: call(nothing, nothing),
    /** Removes secrets and history; `confirmed` says that the user was asked. */
    forget: call(z.object({ accountId: accountIdSchema, confirmed: z.literal(true) }), nothing),
    refreshBalance: call(nothing, nothing),
    /** Asks whether the provider address answers, without credentials. */
    checkConnection: call(
      z.object({ providerAddress: z.string().min(1).max(500) }),
      z.object({ reachable: z.boolean(), error: failureSchema.nullable() }),
    ),
    /** Looks at the keychain again (after the user unlocked it) and, where a password is found now, signs in. */
    retryKeychain: call(nothing, nothing),
  },
  lines: {
    /** Fetches `voiplist` again. */
    refresh: call(nothing, nothing),
    setDefault: call(line, nothing),
    setEnabled: call(line.extend({ enabled: z.boolean() }), nothing),
    setLabel: call(line.extend({ label: z.string().max(100) }), nothing),
    /** Tries again at once: a refused or unreachable line, or one whose certificate was just accepted. */
    retry: call(line, nothing),
    /** A password set by hand; null goes back to the provider's. */
    setPassword: secretCall(line.extend({ password: password.nullable() }), nothing),
    /** A `wss://` address set by hand; null goes back to the provider's record. */
    setWebSocketAddress: call(line.extend({ address: z.string().max(500).nullable() }), nothing),
    /** Accepts the certificate the line shows, for this line and host; `sha256` says which one the user saw. */
    trustCertificate: call(line.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }), nothing),
    forgetCertificate: call(line, nothing),
  },
  calls: {
    /**
     * Starts a call. `number` is what the user entered; main and phone make the dialled form. An emergency number that was
     * not typed here fails with `confirmation-needed` unless `confirmed`.
     */
    dial: call(
      z.object({ lineId: lineIdSchema, number: z.string().min(1).max(200), origin: dialOriginSchema, confirmed: z.boolean() }),
      z.object({ callId: callIdSchema }),
    ),
    answer: call(oneCall, nothing),
    reject: call(oneCall, nothing),
    /** Ends the call in whatever state: CANCEL, BYE or a refusal. */
    hangUp: call(oneCall, nothing),
    setHold: call(oneCall.extend({ on: z.boolean() }), nothing),
    setMuted: call(oneCall.extend({ on: z.boolean() }), nothing),
    sendTones: call(oneCall.extend({ tones: toneSchema }), nothing),
    /** Stops the ringer for a ringing call without answering it. */
    silence: call(oneCall, nothing),
  },
  media: {
    /** A request of the phone process, relayed. The page answers with `reply` under the same number. */
    request: event(z.object({ id: z.number().int().positive(), request: mediaRequestSchema })),
    reply: call(z.object({ id: z.number().int().positive(), reply: mediaReplySchema }), nothing),
    /** The page's media agent is there (start, reload): legs of running calls are built again. */
    ready: call(nothing, nothing),
    /** The phone process is gone: every leg is to be closed. */
    reset: event(z.object({})),
  },
  history: {
    recent: call(
      z.object({ before: z.number().int().nonnegative().nullable(), limit: z.number().int().min(1).max(200), missedOnly: z.boolean() }),
      z.array(callLogEntrySchema),
    ),
    markSeen: call(nothing, nothing),
  },
  settings: {
    change: call(settingsChangeSchema, nothing),
  },
} as const

export type Ipc = typeof ipc
export type IpcHandlers = Handlers<Ipc>
/** `window.dialdesk` in the page. */
export type IpcClient = Client<Ipc>
