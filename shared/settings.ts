import { z } from 'zod'
import { DEFAULT_TIME_ZONE, isTimeZone } from './wall-clock.ts'

/** Device ids are the browser's own; `default` is the system's choice and comes first in every list. */
export const audioSettingsSchema = z.object({
  microphone: z.string().max(300),
  speaker: z.string().max(300),
  ringer: z.string().max(300),
  echoCancellation: z.boolean(),
  noiseSuppression: z.boolean(),
  gainControl: z.boolean(),
})
export type AudioSettings = z.infer<typeof audioSettingsSchema>

/** What the user can change without an account. Kept by main in one schema-checked file. */
export const settingsSchema = z.object({
  language: z.enum(['system', 'en', 'de']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Provider address offered at the sign-in form. */
  providerAddress: z.string().max(500),
  /** ISO 3166-1 alpha-2 country for numbers without a country code; `system` takes the system's region. */
  region: z.union([z.literal('system'), z.string().regex(/^[A-Z]{2}$/)]),
  /** IANA zone of the times in the provider's records, which name none. */
  providerTimeZone: z.string().max(60).refine(isTimeZone).default(DEFAULT_TIME_ZONE),
  /** URL form of the provider's API; `documented` takes each module's own. */
  apiVersion: z.enum(['documented', 'v2', 'v3']).default('documented'),
  audio: audioSettingsSchema,
})
export type Settings = z.infer<typeof settingsSchema>

export const defaultSettings: Settings = {
  language: 'system',
  theme: 'system',
  providerAddress: 'https://login.42call.com',
  region: 'system',
  providerTimeZone: DEFAULT_TIME_ZONE,
  apiVersion: 'documented',
  audio: { microphone: 'default', speaker: 'default', ringer: 'default', echoCancellation: true, noiseSuppression: true, gainControl: true },
}

export const settingsChangeSchema = settingsSchema.omit({ audio: true }).partial().extend({ audio: audioSettingsSchema.partial().optional() })
export type SettingsChange = z.infer<typeof settingsChangeSchema>
