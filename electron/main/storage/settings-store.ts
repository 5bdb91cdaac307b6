import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import Conf from 'conf'
import { z } from 'zod'
import { rememberedAccountSchema } from '../../../shared/account.ts'
import { defaultSettings, type Settings, type SettingsChange, settingsSchema } from '../../../shared/settings.ts'

const VERSION = 1

const windowPlaceSchema = z.object({
  x: z.number().int().nullable(),
  y: z.number().int().nullable(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
})
export type WindowPlace = z.infer<typeof windowPlaceSchema>

const fileSchema = z.object({
  version: z.literal(VERSION),
  settings: settingsSchema,
  /** The accounts signed in on this computer: names, no secrets. */
  remembered: z.array(rememberedAccountSchema).max(50),
  activeAccountId: z.string().nullable(),
  window: windowPlaceSchema.nullable(),
  /** Things said once and not again. */
  told: z.array(z.enum(['tray', 'low-balance'])).default([]),
})
type File = z.infer<typeof fileSchema>

const empty: File = { version: VERSION, settings: defaultSettings, remembered: [], activeAccountId: null, window: null, told: [] }

export type SettingsStore = {
  readonly get: <K extends keyof File>(key: K) => File[K]
  readonly set: <K extends Exclude<keyof File, 'version'>>(key: K, value: File[K]) => void
  readonly changeSettings: (change: SettingsChange) => Settings
  /** Where the unreadable file of an earlier run was kept, or null. */
  readonly setAside: string | null
}

/**
 * Settings and the list of remembered accounts in one file, written atomically. A file that cannot be read is set aside
 * under another name, part by part what is valid in it is taken over, and defaults fill the rest: nothing is lost silently.
 */
export function openSettingsStore(folder: string, now: () => number = Date.now): SettingsStore {
  const path = join(folder, 'settings.json')
  const { value, damaged } = readFile(path)
  const setAside = damaged ? join(folder, `settings.damaged-${now()}.json`) : null
  if (setAside) renameSync(path, setAside)
  const conf = new Conf<File>({ cwd: folder, configName: 'settings', accessPropertiesByDotNotation: false, configFileMode: 0o600 })
  let current = value
  if (setAside || !existsSync(path)) conf.store = current
  const set: SettingsStore['set'] = (key, next) => {
    current = fileSchema.parse({ ...current, [key]: next })
    conf.store = current
  }
  return {
    get: (key) => current[key],
    set,
    changeSettings(change) {
      const { settings } = current
      const next = settingsSchema.parse({
        ...settings,
        ...change,
        audio: { ...settings.audio, ...change.audio },
        calls: { ...settings.calls, ...change.calls },
        recording: { ...settings.recording, ...change.recording },
        desktop: { ...settings.desktop, ...change.desktop },
      })
      set('settings', next)
      return next
    },
    setAside,
  }
}

function readFile(path: string): { value: File; damaged: boolean } {
  if (!existsSync(path)) return { value: empty, damaged: false }
  let raw: unknown
  try {
    raw = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return { value: empty, damaged: true }
  }
  const whole = fileSchema.safeParse(raw)
  return whole.success ? { value: whole.data, damaged: false } : { value: salvage(raw), damaged: true }
}

/** Takes over each part of a damaged or foreign file that is valid by itself. */
function salvage(raw: unknown): File {
  const parts = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>
  const take = <K extends keyof File>(key: K): File[K] => {
    const parsed = fileSchema.shape[key].safeParse(parts[key])
    return parsed.success ? (parsed.data as File[K]) : empty[key]
  }
  return {
    version: VERSION,
    settings: take('settings'),
    remembered: take('remembered'),
    activeAccountId: take('activeAccountId'),
    window: take('window'),
    told: take('told'),
  }
}
