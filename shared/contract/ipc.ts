import { z } from 'zod'
import { accessNumbersSchema } from '../domain/access-numbers.ts'
import { accountIdSchema, accountStateSchema } from '../domain/account.ts'
import { callIdSchema, callViewSchema, recentCallsSchema } from '../domain/call.ts'
import { callHookSchema } from '../domain/call-hook.ts'
import { callSpendingSchema } from '../domain/call-spending.ts'
import { CARD_CURRENCY } from '../domain/card.ts'
import { contactsStateSchema } from '../domain/contact.ts'
import { desktopStateSchema, managedSchema } from '../domain/desktop.ts'
import { diagnosticStepSchema, sipMessageSchema } from '../domain/diagnostics.ts'
import { failureSchema } from '../domain/failure.ts'
import { callshopCursorSchema, callshopPageSchema, callshopRecordsSchema, dateSchema } from '../domain/history-query.ts'
import { lineIdSchema, linesStateSchema } from '../domain/line.ts'
import { linePreferencesSchema } from '../domain/line-preferences.ts'
import { manualLineSchema } from '../domain/manual-line.ts'
import { messagesStateSchema } from '../domain/message.ts'
import { moneySchema } from '../domain/money.ts'
import { paidOperationSchema } from '../domain/paid-operation.ts'
import { LONGEST_PIECE, MOST_RECORDINGS, recordingCursorSchema, recordingPageSchema, recordingsSchema } from '../domain/recording.ts'
import { areaSchema, ownPhoneSchema, servicesSchema } from '../domain/services.ts'
import { settingsChangeSchema, settingsSchema } from '../domain/settings.ts'
import { smsTextSchema } from '../domain/sms.ts'
import { dialOriginSchema, dialReasonSchema } from '../domain/spend-guard.ts'
import { storageStateSchema } from '../domain/storage-state.ts'
import { blockList } from './block-list.ts'
import { callActions } from './call-actions.ts'
import { callshop } from './callshop.ts'
import { cards } from './cards.ts'
import { contacts } from './contacts.ts'
import { type Client, call, event, type Handlers, nothing, secretCall } from './contract.ts'
import { costs } from './costs.ts'
import { crashes } from './crashes.ts'
import { callLog, history } from './history.ts'
import { incoming } from './incoming.ts'
import { mediaToPageSchema, mediaToPhoneSchema } from './media.ts'
import { messages } from './messages.ts'
import { pin, sent, sms } from './paid.ts'
import { rates } from './rates.ts'

/** Facts of this computer that the page needs before it can draw. */
export const environmentSchema = z.object({
  platform: z.enum(['win32', 'darwin', 'linux']),
  appVersion: z.string(),
  /** What the app runs on, with versions, for people. */
  parts: z.string(),
  /** The system's languages, best first (BCP 47). */
  systemLanguages: z.array(z.string()),
  /** The system's region (ISO 3166-1 alpha-2), or null when it names none. */
  systemRegion: z.string().nullable(),
  /** The phone process: what it does now. `restarting`: it died and is being started again. */
  phone: z.enum(['starting', 'running', 'restarting', 'failed']),
  managed: managedSchema,
})

/** All the page projects. Main owns it; the page replaces slices as changes come in. */
export const appStateSchema = z.object({
  environment: environmentSchema,
  settings: settingsSchema,
  account: accountStateSchema,
  lines: linesStateSchema,
  calls: z.array(callViewSchema).max(32),
  callSpending: z.array(callSpendingSchema).max(32),
  recentCalls: recentCallsSchema,
  services: servicesSchema,
  contacts: contactsStateSchema,
  recordings: recordingsSchema,
  messages: messagesStateSchema,
  desktop: desktopStateSchema,
  storage: storageStateSchema,
})
export type AppState = z.infer<typeof appStateSchema>

/** A slice that changed, whole. Small enough to send whole, and nothing can drift. */
export const stateChangeSchema = z.discriminatedUnion('slice', [
  z.object({ slice: z.literal('environment'), value: environmentSchema }),
  z.object({ slice: z.literal('settings'), value: settingsSchema }),
  z.object({ slice: z.literal('account'), value: accountStateSchema }),
  z.object({ slice: z.literal('lines'), value: linesStateSchema }),
  z.object({ slice: z.literal('calls'), value: z.array(callViewSchema).max(32) }),
  z.object({ slice: z.literal('callSpending'), value: z.array(callSpendingSchema).max(32) }),
  z.object({ slice: z.literal('recentCalls'), value: recentCallsSchema }),
  z.object({ slice: z.literal('services'), value: servicesSchema }),
  z.object({ slice: z.literal('contacts'), value: contactsStateSchema }),
  z.object({ slice: z.literal('recordings'), value: recordingsSchema }),
  z.object({ slice: z.literal('messages'), value: messagesStateSchema }),
  z.object({ slice: z.literal('desktop'), value: desktopStateSchema }),
  z.object({ slice: z.literal('storage'), value: storageStateSchema }),
])
export type StateChange = z.infer<typeof stateChangeSchema>

const password = z.string().min(1).max(1024)
const line = z.object({ lineId: lineIdSchema })
const oneCall = z.object({ callId: callIdSchema })
const area = z.object({ area: areaSchema })
const phone = z.string().min(1).max(64)
const range = z.object({ from: dateSchema, to: dateSchema })

/** The contract between page and main (docs/architecture.md, "Contracts"). */
export const ipc = {
  app: {
    /** The whole state and the number of the last change it contains. Asked at start, after a reload and after a gap. */
    snapshot: call(nothing, z.object({ sequence: z.number().int().nonnegative(), state: appStateSchema })),
    /** The page's first screen is drawn: what would have slowed it may begin. */
    drawn: call(nothing, nothing),
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
    /** Makes one of the login's provider accounts the one whose balance this app shows. */
    choose: call(z.object({ accountNumber: z.string().max(64) }), nothing),
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
    /** A line beside the provider's; its password goes into the keychain. Fails with `managed` where a policy switches such lines off. */
    addManual: secretCall(z.object({ line: manualLineSchema, password, turnPassword: z.string().max(1024) }), line),
    removeManual: call(line.extend({ confirmed: z.literal(true) }), nothing),
    setPreferences: call(line.extend({ preferences: linePreferencesSchema }), nothing),
  },
  calls: {
    /**
     * Starts a call. `number` is what the user entered; main works out the dialled form. What the user has to agree to first fails with
     * `confirmation-needed` and its `reasons` (electron/main/costs/call-guard.ts), unless they are `confirmed`.
     */
    dial: call(
      z.object({
        lineId: lineIdSchema,
        number: z.string().min(1).max(200),
        origin: dialOriginSchema,
        confirmed: z.array(dialReasonSchema).max(10).default([]),
        hidden: z.boolean().default(false),
        consultFor: callIdSchema.nullable().default(null),
      }),
      z.object({ callId: callIdSchema }),
    ),
    ...callActions,
    /** Stops the ringer for a ringing call without answering it. */
    silence: call(oneCall, nothing),
    /** The user goes on after a warning about what the call costs: it does not end, and the next warning is a whole step away. */
    goOn: call(oneCall, nothing),
    /** Sends the tones behind the dialled number that wait for the user (see CallView.postDial), or leaves them out. */
    proceedPostDial: call(oneCall.extend({ send: z.boolean() }), nothing),
  },
  media: {
    // the messages of two peers (media.ts), which main forwards: the phone process's to the page, the page's to the phone process
    toPage: event(mediaToPageSchema),
    toPhone: call(mediaToPhoneSchema, nothing),
    /** The page's media agent is there (start, reload): legs of running calls are built again. */
    ready: call(nothing, nothing),
    /** The phone process is gone: every leg is to be closed. */
    reset: event(z.object({})),
  },
  callLog,
  blockList,
  rates,
  history,
  costs,
  billing: {
    // paid operations: each has an id made by its dialog, and is answered when its outcome is known or lost
    topUp: secretCall(
      z.object({
        id: z.uuid(),
        pin: z.string().min(1).max(64),
        /** The user confirmed that this PIN was sent before. */
        again: z.boolean(),
      }),
      paidOperationSchema,
    ),
    callBack: call(z.object({ id: z.uuid(), from: phone, to: phone }), paidOperationSchema),
    stopCallback: call(z.object({ operationId: z.uuid() }), nothing),
    /** The user says that a callback is over; the provider never does. */
    dismissCallback: call(z.object({ operationId: z.uuid() }), nothing),
    sendSms: call(z.object({ id: z.uuid(), number: phone, message: smsTextSchema }), paidOperationSchema),
    createCard: call(
      z.object({
        id: z.uuid(),
        number: phone,
        customer: z.string().max(100),
        amount: moneySchema.extend({ currency: z.literal(CARD_CURRENCY) }),
        bySms: z.boolean(),
        smsText: z.string().max(300),
      }),
      paidOperationSchema,
    ),
    setOwnPhones: call(z.object({ phones: z.array(ownPhoneSchema).max(20) }), nothing),

    /** The newest records of these days and the sums of all, read from the provider first if `fresh`. */
    callshop: call(range.extend({ fresh: z.boolean() }), callshopPageSchema),
    moreCallshop: call(range.extend({ before: callshopCursorSchema }), callshopRecordsSchema),
    /** Asks where to, and writes all that is stored of these days. Null: cancelled. */
    exportCallshop: call(range, z.object({ path: z.string() }).nullable()),
    accessNumbers: call(z.object({ fresh: z.boolean() }), accessNumbersSchema.nullable()),
  },
  sms,
  sent,
  pin,
  cards,
  callshop,
  areas: {
    signIn: secretCall(area.extend({ userName: z.string().min(1).max(200), password }), nothing),
    signOut: call(area, nothing),
    setHidden: call(area.extend({ hidden: z.boolean() }), nothing),
  },
  contacts,
  messages,
  recordings: {
    /** Fails with `recording-off` where it is not allowed and `recording-consent` until the user has confirmed consent. */
    start: call(oneCall, nothing),
    stop: call(oneCall, nothing),
    /** Audio of a running recording: 16 bit, two channels, RECORDING_RATE. */
    write: call(z.object({ id: z.number().int().positive(), data: z.instanceof(Uint8Array).refine((d) => d.length <= LONGEST_PIECE) }), nothing),
    /** Of all calls, or of one; newest first, older than `before`. */
    page: call(
      z.object({ callId: callIdSchema.nullable(), before: recordingCursorSchema.nullable(), limit: z.number().int().min(1).max(MOST_RECORDINGS) }),
      recordingPageSchema,
    ),
    /** Asks for the folder. Null: cancelled. */
    chooseFolder: call(nothing, z.object({ path: z.string() }).nullable()),
    show: call(z.object({ id: z.number().int().positive() }), nothing),
    remove: call(z.object({ id: z.number().int().positive(), confirmed: z.literal(true) }), nothing),
  },
  diagnostics: {
    /** Runs the checks that are main's; the page adds microphone and speaker. Each step is sent as it ends. */
    run: call(nothing, nothing),
    step: event(diagnosticStepSchema),
    /** The last SIP messages, oldest first; numbers and addresses are masked on request. */
    trace: call(z.object({ masked: z.boolean() }), z.array(sipMessageSchema)),
    /** Asks where to, and writes log, steps and trace. Null: cancelled. */
    exportReport: call(z.object({ masked: z.boolean(), steps: z.array(diagnosticStepSchema).max(100) }), z.object({ path: z.string() }).nullable()),
  },
  crashes,
  data: {
    /** Asks for a folder, and writes all that the app holds into a new one in it; no secrets. `missing`: recordings whose files are gone. Null: cancelled. */
    export: call(nothing, z.object({ path: z.string(), missing: z.number().int().nonnegative() }).nullable()),
    cancelExport: call(nothing, nothing),
    /** Deletes all of it, with the recordings' files on request; the app is then as at its first start. Fails with `secrets-left`. */
    delete: call(z.object({ recordings: z.boolean(), confirmed: z.literal(true) }), nothing),
  },
  settings: {
    change: call(settingsChangeSchema, nothing),
    /** What runs on calls. A new target is confirmed in a native dialog first; false: the user did not. Fails with `invalid-argument` and `managed`. */
    setHook: call(callHookSchema, z.object({ set: z.boolean() })),
  },
  desktop: {
    /** The dial request that is shown was answered, here or by a call. */
    requestDone: call(z.object({ id: z.uuid() }), nothing),
    /** Reads the clipboard and asks whether to call what is in it. Fails with `number-invalid` where there is no number. */
    dialClipboard: call(nothing, nothing),
    checkForUpdate: call(nothing, nothing),
    /** Makes this the app for telephone links; the system may ask once more. */
    registerLinkHandler: call(nothing, nothing),
    /** Where the user is to go: from tray, menu and notifications. */
    show: event(
      z.object({
        screen: z.enum(['phone', 'missed', 'topup', 'settings', 'keys', 'audio', 'callback', 'costs', 'messages']),
        number: z.string().max(200).default(''),
      }),
    ),
  },
  incoming,
} as const

export type Ipc = typeof ipc
export type IpcHandlers = Handlers<Ipc>
/** `window.dialdesk` in the page. */
export type IpcClient = Client<Ipc>
