import type { Managed } from '../../shared/domain/desktop.ts'
import type { Log } from './log.ts'
import type { SettingsStore } from './storage/settings-store.ts'

/** What the texts of menus, dialogs and notifications depend on. */
export type Words = {
  readonly language: 'en' | 'de'
  /** The app's name, or the brand's. */
  readonly app: string
  /** Country of numbers without a country code. */
  readonly region: string
}

/** What this run of the app finds: its folder, log, settings, policy, and what follows from them. */
export type Environment = {
  /** The user's data. */
  readonly folder: string
  readonly log: Log
  readonly settings: SettingsStore
  readonly managed: Managed
  readonly recordingDisabled: () => boolean
  readonly systemLanguages: string[]
  readonly systemRegion: string | null
  readonly language: () => Words['language']
  /** ISO 3166-1 alpha-2: the country of numbers without a country code. */
  readonly region: () => string
  readonly words: () => Words
  /** Time zone of the provider's wall clock. */
  readonly zone: () => string
  /** The development server's address, where there is one. */
  readonly developmentUrl: string | undefined
}
