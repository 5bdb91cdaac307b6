import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { writeFileSync as writeWhole } from 'atomically'
import { z } from 'zod'
import { type RememberedAccount, rememberedAccountSchema } from '../../../shared/domain/account.ts'
import { notificationKinds } from '../../../shared/domain/desktop.ts'
import { defaultSettings, type Settings, type SettingsChange, settingsSchema } from '../../../shared/domain/settings.ts'
import type { SettingsDamage, SettingsState } from '../../../shared/domain/storage-state.ts'

const VERSION = 1

const windowBoundsSchema = z.object({
  x: z.number().int().nullable(),
  y: z.number().int().nullable(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
})
export type WindowBounds = z.infer<typeof windowBoundsSchema>

const fileSchema = z.object({
  version: z.literal(VERSION),
  settings: settingsSchema,
  /** The accounts signed in on this computer: names, no secrets. */
  remembered: z.array(rememberedAccountSchema).max(50),
  activeAccountId: z.string().nullable(),
  window: windowBoundsSchema.nullable(),
  /** What was shown once and is not shown again. */
  shownOnce: z.array(z.enum(['tray', 'low-balance'])).default([]),
  /** Kinds of notifications that there were when the file was written; without this, those of 0.1.0. */
  notificationKinds: z.array(z.string()).default(['missed', 'low-balance', 'line-down', 'callback', 'update']),
})
type File = z.infer<typeof fileSchema>

const empty: File = {
  version: VERSION,
  settings: defaultSettings,
  remembered: [],
  activeAccountId: null,
  window: null,
  shownOnce: [],
  notificationKinds: [...notificationKinds],
}

export type SettingsStore = {
  readonly get: <K extends keyof File>(key: K) => File[K]
  /** Throws for a value that is not valid, never for a file that cannot be written: the value holds for this run then. */
  readonly set: <K extends Exclude<keyof File, 'version'>>(key: K, value: File[K]) => void
  readonly changeSettings: (change: SettingsChange) => Settings
  /** Back to what holds at the first start; nothing of what was set stays in the file. */
  readonly reset: () => void
  /** The damaged file of an earlier run, which was set aside, or null. */
  readonly setAside: SettingsDamage | null
  /** Whether what holds now is in the file. */
  readonly state: () => SettingsState
}

export type SettingsStoreOptions = {
  readonly now?: () => number
  /** Called when writing starts to fail and when it works again, not for each write. */
  readonly onState?: (state: SettingsState) => void
  /** Replaces the file as a whole, or throws. */
  readonly write?: (folder: string) => (file: object) => void
}

/**
 * Settings and the list of remembered accounts in one file, written atomically. A file that cannot be read is set aside
 * under another name, its valid parts are kept, and defaults fill the rest: nothing is lost silently.
 */
export function openSettingsStore(folder: string, { now = Date.now, onState, write = replaceFile }: SettingsStoreOptions = {}): SettingsStore {
  const path = join(folder, 'settings.json')
  const { value, damaged } = readFile(path)
  let setAside: SettingsDamage | null = null
  let state: SettingsState = 'saved'
  let current = value
  let replace: ((file: object) => void) | null = null
  const save = (): SettingsState => {
    try {
      if (damaged && setAside === null) {
        const aside = join(folder, `settings.damaged-${now()}.json`)
        renameSync(path, aside)
        setAside = { path: aside, kept: damaged }
      }
      replace ??= write(folder)
      replace(current)
      return 'saved'
    } catch (e) {
      return ['ENOSPC', 'EDQUOT'].includes((e as NodeJS.ErrnoException).code ?? '') ? 'full' : 'failed'
    }
  }
  if (damaged || !existsSync(path)) state = save()

  const replaceAll = (next: File): void => {
    current = next
    const before = state
    state = save()
    if (state !== before) onState?.(state)
  }
  const set: SettingsStore['set'] = (key, next) => replaceAll(fileSchema.parse({ ...current, [key]: next }))
  return {
    get: (key) => current[key],
    set,
    // the window stays where it is
    reset: () => replaceAll({ ...empty, window: current.window }),
    changeSettings(change) {
      const { settings } = current
      const next = settingsSchema.parse({
        ...settings,
        ...change,
        audio: { ...settings.audio, ...change.audio },
        calls: { ...settings.calls, ...change.calls },
        recording: { ...settings.recording, ...change.recording },
        desktop: { ...settings.desktop, ...change.desktop },
        spending: { ...settings.spending, ...change.spending },
      })
      set('settings', next)
      return next
    },
    get setAside() {
      return setAside
    },
    state: () => state,
  }
}

/** Whatever ends the app meanwhile, the file is as it was or as it is to be. */
function replaceFile(folder: string): (file: object) => void {
  const path = join(folder, 'settings.json')
  return (file) => {
    const text = JSON.stringify(file, null, '\t')
    try {
      writeWhole(path, text, { mode: 0o600 })
    } catch (e) {
      // some folders of Windows, as redirected ones, refuse to put one file in place of another
      if ((e as NodeJS.ErrnoException).code !== 'EXDEV') throw e
      writeFileSync(path, text, { mode: 0o600 })
    }
  }
}

/** @returns `damaged`: whether some or none of a damaged file could be read; null for one that is as it should be */
function readFile(path: string): { value: File; damaged: SettingsDamage['kept'] | null } {
  if (!existsSync(path)) return { value: empty, damaged: null }
  let raw: unknown
  try {
    raw = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return { value: empty, damaged: 'none' }
  }
  raw = withNewNames(raw)
  const whole = fileSchema.safeParse(raw)
  if (whole.success) return { value: withNewKinds(whole.data), damaged: null }
  const value = withNewKinds(salvage(raw))
  return { value, damaged: isDeepStrictEqual(value, empty) ? 'none' : 'some' }
}

/** A kind of notification that is new is on, as it is for new users; one that was switched off stays off. */
function withNewKinds(file: File): File {
  const fresh = notificationKinds.filter((kind) => !file.notificationKinds.includes(kind))
  if (!fresh.length) return file
  const { desktop } = file.settings
  return {
    ...file,
    notificationKinds: [...notificationKinds],
    settings: { ...file.settings, desktop: { ...desktop, notifications: [...new Set([...desktop.notifications, ...fresh])] } },
  }
}

/** In 0.1.0 `shownOnce` was called `told`, and `settings.desktop.notifications` `notices`. */
function withNewNames(raw: unknown): unknown {
  const { data: file } = oldNames.safeParse(raw)
  if (!file) return raw
  const { told, ...named } = file
  const shownOnce = told === undefined ? {} : { shownOnce: told }
  const { desktop } = file.settings ?? {}
  if (!desktop) return { ...shownOnce, ...named }
  const { notices, ...rest } = desktop
  const notifications = notices === undefined ? {} : { notifications: notices }
  return { ...shownOnce, ...named, settings: { ...file.settings, desktop: { ...notifications, ...rest } } }
}

const desktopBefore = z.looseObject({ notices: z.unknown() })
const oldNames = z.looseObject({ told: z.unknown(), settings: z.looseObject({ desktop: desktopBefore.optional() }).optional() })

/** The settings with each valid one of a damaged file. */
function salvageSettings(raw: unknown): Settings {
  const parts = z.record(z.string(), z.unknown()).catch({}).parse(raw)
  const settings: Record<string, unknown> = { ...defaultSettings }
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    const parsed = name in parts ? schema.safeParse(parts[name]) : null
    if (parsed?.success) settings[name] = parsed.data
  }
  return settingsSchema.catch(defaultSettings).parse(settings)
}

/** Takes over each valid part of a damaged or foreign file. */
function salvage(raw: unknown): File {
  const parts = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>
  const take = <K extends keyof File>(key: K): File[K] => {
    const parsed = fileSchema.shape[key].safeParse(parts[key])
    return parsed.success ? (parsed.data as File[K]) : empty[key]
  }
  return {
    version: VERSION,
    settings: salvageSettings(parts['settings']),
    remembered: take('remembered'),
    activeAccountId: take('activeAccountId'),
    window: take('window'),
    shownOnce: take('shownOnce'),
    notificationKinds: take('notificationKinds'),
  }
}

/** The account that the app opens when it starts, if there is one: the last one, where the user stays signed in. */
export function accountToOpen(settings: Pick<SettingsStore, 'get'>): RememberedAccount | null {
  const active = settings.get('remembered').find(({ id }) => id === settings.get('activeAccountId'))
  return active?.staySignedIn ? active : null
}
