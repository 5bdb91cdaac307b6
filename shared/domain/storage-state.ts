import { z } from 'zod'

/** Why the account's database is not kept on the disk in this run. */
export const databaseFaultSchema = z.enum(['locked', 'newer', 'full', 'read-only', 'failed'])
export type DatabaseFault = z.infer<typeof databaseFaultSchema>

/** How the account's database is doing. Lines and calls work in every state. */
export const databaseStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ready') }),
  /** What an older version wrote is being brought to the newest schema, which takes some seconds with very many calls. */
  z.object({ state: z.literal('updating') }),
  /** Another program has it locked; requests wait for some seconds. */
  z.object({ state: z.literal('waiting') }),
  /** The file was damaged: it lies under this path now, and a new one holds what could be read of it; `complete`: everything. */
  z.object({
    state: z.literal('set-aside'),
    path: z.string(),
    calls: z.number().int(),
    records: z.number().int(),
    contacts: z.number().int(),
    complete: z.boolean(),
  }),
  /** A database in memory stands in: what is written is lost when the account is closed. */
  z.object({ state: z.literal('in-memory'), reason: databaseFaultSchema }),
])
export type DatabaseState = z.infer<typeof databaseStateSchema>

/** Whether the settings file could be written; if not, changes hold for this run only. */
export const settingsStateSchema = z.enum(['saved', 'full', 'failed'])
export type SettingsState = z.infer<typeof settingsStateSchema>

/** A settings file that was damaged: where it lies now, and whether anything in it could be read and holds on. */
export const settingsDamageSchema = z.object({ path: z.string(), kept: z.enum(['some', 'none']) })
export type SettingsDamage = z.infer<typeof settingsDamageSchema>

/** What the user has to know about files that cannot be used as they should: the open account's database, the contacts' and the settings. */
export const storageStateSchema = z.object({
  database: databaseStateSchema,
  contacts: databaseStateSchema,
  settings: settingsStateSchema,
  /** Found damaged at this start; null: it was not. */
  settingsDamage: settingsDamageSchema.nullable(),
  /** How many entries the export of everything has written; null while there is none. */
  exporting: z.number().int().nullable(),
})
export type StorageState = z.infer<typeof storageStateSchema>

export const storageReady: StorageState = {
  database: { state: 'ready' },
  contacts: { state: 'ready' },
  settings: 'saved',
  settingsDamage: null,
  exporting: null,
}
