import { z } from 'zod'
import { instantSchema } from './account.ts'
import { managedSpendingSchema } from './spending-settings.ts'

/** System notifications, each of which can be switched off. */
export const notificationKinds = ['missed', 'message', 'low-balance', 'line-down', 'callback', 'update'] as const
export const notificationKindSchema = z.enum(notificationKinds)
export type NotificationKind = z.infer<typeof notificationKindSchema>

/** Keys that count in every program, with their defaults in Electron's notation. */
export const globalKeys = {
  answer: 'CommandOrControl+Alt+A',
  reject: 'CommandOrControl+Alt+R',
  end: 'CommandOrControl+Alt+E',
  mute: 'CommandOrControl+Alt+M',
  open: 'CommandOrControl+Alt+D',
  'dial-clipboard': 'CommandOrControl+Alt+V',
} as const
export const globalKeySchema = z.enum(Object.keys(globalKeys) as [keyof typeof globalKeys, ...(keyof typeof globalKeys)[]])
export type GlobalKey = z.infer<typeof globalKeySchema>

/** Modifiers and one key, as Electron writes them; "" switches a key off. One modifier at least besides Shift: a bare letter would be lost to all programs. */
export const ACCELERATOR =
  /^$|^(?=.*(?:CommandOrControl|Control|Command|Alt|Super)\+)(?:(?:CommandOrControl|Control|Command|Alt|Super|Shift)\+){1,4}[A-Z0-9]$|^F([1-9]|1\d|2[0-4])$/
const acceleratorSchema = z.string().max(60).regex(ACCELERATOR)

/** Settings of window, tray, notifications, links, keys and updates. */
export const desktopSettingsSchema = z.object({
  startWithSystem: z.boolean(),
  startMinimised: z.boolean(),
  /** Closing the window leaves the app in the tray, where there is one. */
  closeToTray: z.boolean(),
  notifications: z.array(notificationKindSchema),
  /** Notifications on a locked screen show neither names nor numbers nor amounts. */
  privateWhenLocked: z.boolean(),
  /** Limit of the low balance in ten-thousandths of the account's currency; null: no limit. */
  lowBalance: z.number().int().min(0).max(10_000_000_000).nullable(),
  globalKeys: z.boolean(),
  /** Keys other than the default ones. */
  keys: z.partialRecord(globalKeySchema, acceleratorSchema),
  /** Single letters in the call view. */
  singleKeys: z.boolean(),
  /** Links to numbers of the own country that cost no more than a normal call are dialled without asking. */
  linksWithoutAsking: z.boolean(),
  updateChannel: z.enum(['latest', 'beta']),
})
export type DesktopSettings = z.infer<typeof desktopSettingsSchema>

export const defaultDesktopSettings: DesktopSettings = {
  startWithSystem: false,
  startMinimised: false,
  closeToTray: true,
  notifications: [...notificationKinds],
  privateWhenLocked: true,
  lowBalance: 20_000,
  globalKeys: false,
  keys: {},
  singleKeys: true,
  linksWithoutAsking: false,
  updateChannel: 'latest',
}

/** A request to dial that came from outside the window: it is shown with its price and has to be confirmed. */
export const dialRequestSchema = z.object({
  id: z.uuid(),
  number: z.string().min(1).max(200),
  /** The numbers in that text where it holds several: the user chooses one. */
  choices: z.array(z.string().min(1).max(200)).max(10).default([]),
  origin: z.enum(['link', 'clipboard', 'command-line', 'notification', 'tray']),
  /** The text of the link or the clipboard that the number was found in. */
  original: z.string().max(300),
  /** A number of the own country that is no premium number: the user may have such links dialled without a question. */
  ordinary: z.boolean(),
})
export type DialRequest = z.infer<typeof dialRequestSchema>

/** Why the app does not update itself, or how far an update is. */
export const updateStateSchema = z.discriminatedUnion('state', [
  /** `unsigned`: this build carries no signature. `managed`: switched off by policy. */
  z.object({ state: z.literal('off'), reason: z.enum(['development', 'unsigned', 'no-address', 'managed']) }),
  z.object({ state: z.literal('idle'), checkedAt: instantSchema.nullable() }),
  z.object({ state: z.literal('checking') }),
  z.object({ state: z.literal('downloading'), version: z.string(), percent: z.number().min(0).max(100) }),
  /** Installed when the app quits. */
  z.object({ state: z.literal('ready'), version: z.string() }),
  /** deb and rpm: the package manager installs it. */
  z.object({ state: z.literal('announced'), version: z.string() }),
  z.object({ state: z.literal('failed'), checkedAt: instantSchema, reason: z.enum(['unreachable', 'signature', 'download', 'other']) }),
])
export type UpdateState = z.infer<typeof updateStateSchema>

export const desktopStateSchema = z.object({
  /** A tray is there, so that the app can be got back when its window is hidden. */
  tray: z.boolean(),
  request: dialRequestSchema.nullable(),
  /** Global keys as they are: `taken` belongs to another program. */
  keys: z.array(z.object({ id: globalKeySchema, keys: z.string().max(60), state: z.enum(['off', 'on', 'taken']) })),
  update: updateStateSchema,
})
export type DesktopState = z.infer<typeof desktopStateSchema>

/** Functions that whoever manages the computer can switch off. */
export const managedFunctions = [
  'recording',
  'callback',
  'topup',
  'sms',
  'cards',
  'callshop',
  'links',
  'command-line',
  'manual-lines',
  'events',
  'updates',
] as const
export const managedFunctionSchema = z.enum(managedFunctions)
export type ManagedFunction = z.infer<typeof managedFunctionSchema>

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/)

/** What an administrator or a reseller set for this computer. Null: nothing is set. */
export const managedSchema = z.object({
  providerAddress: z.string().max(500).nullable(),
  /** The reseller's own name and accent colour, for each theme. */
  brand: z.object({ name: z.string().min(1).max(40), accent: z.object({ light: colour, dark: colour }).nullable() }).nullable(),
  disabled: z.array(managedFunctionSchema),
  /** `system`, `direct` or the address of a proxy. */
  proxy: z.string().max(500).nullable(),
  /** Settings of costs that the user cannot change. */
  spending: managedSpendingSchema.nullable().default(null),
})
export type Managed = z.infer<typeof managedSchema>

export const notManaged: Managed = { providerAddress: null, brand: null, disabled: [], proxy: null, spending: null }

/** What the incoming window shows: no more of the state than that. */
export const incomingViewSchema = z.object({
  callId: z.string(),
  lineLabel: z.string(),
  lineNumber: z.string(),
  /** Null: unknown, or withheld. */
  number: z.string().nullable(),
  name: z.string().nullable(),
  anonymous: z.boolean(),
  /** Country (ISO 3166-1 alpha-2) of the number and what kind it is. */
  region: z.string().nullable(),
  mobile: z.boolean(),
  /** Calls with this number in the last seven days. */
  callsThisWeek: z.number().int().nonnegative(),
  silenced: z.boolean(),
  autoAnswerAt: instantSchema.nullable(),
  /** Since when another call is up; null: this is the only one. */
  otherSince: instantSchema.nullable(),
  /** Calls that ring besides this one. */
  more: z.number().int().nonnegative(),
  language: z.enum(['en', 'de']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Country of numbers without a country code. */
  homeRegion: z.string(),
})
export type IncomingView = z.infer<typeof incomingViewSchema>
