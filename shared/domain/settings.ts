import { z } from 'zod'
import { callHookSchema, noHook } from './call-hook.ts'
import { defaultDesktopSettings, desktopSettingsSchema } from './desktop.ts'
import { forwardSettingsSchema, noForward } from './forward.ts'
import { noQuietHours, quietHoursSchema } from './quiet-hours.ts'
import { defaultSpending, spendingSettingsSchema } from './spending-settings.ts'
import { noUnwantedCalls, unwantedCallsSchema } from './unwanted-calls.ts'
import { DEFAULT_TIME_ZONE, isTimeZone } from './wall-clock.ts'

/** Device ids are the browser's own; `default` is the system's choice and comes first in every list. */
export const audioSettingsSchema = z.object({
  microphone: z.string().max(300),
  speaker: z.string().max(300),
  ringer: z.string().max(300),
  echoCancellation: z.boolean(),
  noiseSuppression: z.boolean(),
  gainControl: z.boolean(),
  /** dB on top of what the device gives. */
  microphoneGain: z.number().min(-20).max(20).default(0),
  speakerVolume: z.number().min(0).max(1).default(1),
  ringerVolume: z.number().min(0).max(1).default(1),
  /** Names of the chosen devices, to speak of one that is not connected. */
  names: z
    .object({ microphone: z.string().max(300), speaker: z.string().max(300), ringer: z.string().max(300) })
    .default({ microphone: '', speaker: '', ringer: '' }),
})
export type AudioSettings = z.infer<typeof audioSettingsSchema>

export const callSettingsSchema = z.object({
  /** A second caller is let through while a call is up. */
  callWaiting: z.boolean(),
  /** Callers hear busy and nothing rings. `until` null: until it is switched off. `scheduled`: switched on by the quiet hours. */
  doNotDisturb: z.object({ until: z.number().int().nonnegative().nullable(), scheduled: z.boolean().optional() }).nullable(),
  quietHours: quietHoursSchema.default(noQuietHours),
  unwanted: unwantedCallsSchema.default(noUnwantedCalls),
  forward: forwardSettingsSchema.default(noForward),
  /** Number that sends back what it hears, for the self-check; "" when none is known. */
  echoNumber: z.string().max(64).default(''),
  /** Calls and records older than so many months are deleted from this computer. Null: never. */
  keepMonths: z.number().int().min(1).max(120).nullable().default(null),
})

const defaultCallSettings: z.infer<typeof callSettingsSchema> = {
  callWaiting: true,
  doNotDisturb: null,
  quietHours: noQuietHours,
  unwanted: noUnwantedCalls,
  forward: noForward,
  echoNumber: '',
  keepMonths: null,
}

export const recordingSettingsSchema = z.object({
  /** "" is the folder "Dialdesk" among the user's documents. */
  folder: z.string().max(4096),
  /** The user confirmed that everyone recorded must agree. */
  consent: z.boolean(),
  /** A short tone every fifteen seconds that both sides hear. */
  announce: z.boolean(),
})

/** What the user can change without an account. Kept by main in one schema-checked file. */
export const settingsSchema = z.object({
  /** The first steps were gone through or skipped; whoever used an earlier version needs none. */
  setUp: z.boolean().default(true),
  language: z.enum(['system', 'en', 'de']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Size of everything, percent. */
  zoom: z.number().int().min(90).max(200).default(100),
  /** Provider address offered at the sign-in form. */
  providerAddress: z.string().max(500),
  /** ISO 3166-1 alpha-2 country for numbers without a country code; `system` takes the system's region. */
  region: z.union([z.literal('system'), z.string().regex(/^[A-Z]{2}$/)]),
  /** IANA zone of the times in the provider's records, which name none. */
  providerTimeZone: z.string().max(60).refine(isTimeZone).default(DEFAULT_TIME_ZONE),
  /** URL form of the provider's API; `documented` takes each module's own. */
  apiVersion: z.enum(['documented', 'v2', 'v3']).default('documented'),
  audio: audioSettingsSchema,
  calls: callSettingsSchema.default(defaultCallSettings),
  recording: recordingSettingsSchema.default({ folder: '', consent: false, announce: false }),
  desktop: desktopSettingsSchema.default(defaultDesktopSettings),
  spending: spendingSettingsSchema.default(defaultSpending),
  hook: callHookSchema.default(noHook),
})
export type Settings = z.infer<typeof settingsSchema>

export const defaultSettings: Settings = {
  setUp: false,
  language: 'system',
  theme: 'system',
  zoom: 100,
  providerAddress: 'https://login.42call.com',
  region: 'system',
  providerTimeZone: DEFAULT_TIME_ZONE,
  apiVersion: 'documented',
  audio: {
    microphone: 'default',
    speaker: 'default',
    ringer: 'default',
    echoCancellation: true,
    noiseSuppression: true,
    gainControl: true,
    microphoneGain: 0,
    speakerVolume: 1,
    ringerVolume: 1,
    names: { microphone: '', speaker: '', ringer: '' },
  },
  calls: defaultCallSettings,
  recording: { folder: '', consent: false, announce: false },
  desktop: defaultDesktopSettings,
  spending: defaultSpending,
  hook: noHook,
}

export const settingsChangeSchema = settingsSchema
  // what runs on calls has a request of its own, which asks the user
  .omit({ audio: true, calls: true, recording: true, desktop: true, spending: true, hook: true })
  .partial()
  .extend({
    setUp: z.boolean().optional(),
    zoom: z.number().int().min(90).max(200).optional(),
    // without defaults: a part that is not named stays as it is
    audio: z
      .object({
        ...audioSettingsSchema.shape,
        microphoneGain: audioSettingsSchema.shape.microphoneGain.unwrap(),
        speakerVolume: audioSettingsSchema.shape.speakerVolume.unwrap(),
        ringerVolume: audioSettingsSchema.shape.ringerVolume.unwrap(),
        names: audioSettingsSchema.shape.names.unwrap(),
      })
      .partial()
      .optional(),
    calls: z
      .object({
        ...callSettingsSchema.shape,
        quietHours: quietHoursSchema,
        unwanted: unwantedCallsSchema,
        forward: forwardSettingsSchema,
        echoNumber: callSettingsSchema.shape.echoNumber.unwrap(),
      })
      // deletes calls, and has a request of its own
      .omit({ keepMonths: true })
      .partial()
      .optional(),
    recording: recordingSettingsSchema.omit({ folder: true }).partial().optional(),
    desktop: desktopSettingsSchema.partial().optional(),
    spending: spendingSettingsSchema.partial().optional(),
  })
export type SettingsChange = z.infer<typeof settingsChangeSchema>
