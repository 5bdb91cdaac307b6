import { z } from 'zod'
import { cardBookSchema, cardConflictSchema, contactFilterSchema, contactOverviewSchema, contactSchema, MOST_ON_PAGE } from '../domain/contact.ts'
import {
  duplicatesSchema,
  exportFormatSchema,
  importChoiceSchema,
  importCountsSchema,
  importLineSchema,
  importPreviewSchema,
} from '../domain/contact-import.ts'
import { call, nothing, secretCall } from './contract.ts'

/** The user's contacts, which all accounts share: a part of the contract between page and main. */
export const contacts = {
  /** How many fit, by initial; what a list needs before its first page. */
  overview: call(contactFilterSchema, contactOverviewSchema),
  /** A part of those that fit, in the list's order. */
  page: call(
    contactFilterSchema.extend({ offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(MOST_ON_PAGE) }),
    z.array(contactSchema),
  ),
  /** Those that a few letters or digits find, favourites first. */
  search: call(z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50) }), z.array(contactSchema)),
  get: call(z.object({ id: z.uuid() }), contactSchema.nullable()),
  /** Creates or changes; the id is made by the form. */
  save: call(z.object({ contact: contactSchema }), nothing),
  remove: call(z.object({ id: z.uuid() }), nothing),

  /** Asks for a file with contacts and says what importing it would do. Null: cancelled. Fails with `file-*`. */
  chooseImport: call(z.object({ duplicates: duplicatesSchema }), importPreviewSchema.nullable()),
  /** The same file read in another way. */
  previewImport: call(importChoiceSchema, importPreviewSchema),
  /** The report of the last trial or import, by line. */
  importLines: call(
    z.object({ offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(MOST_ON_PAGE), skippedOnly: z.boolean() }),
    z.object({ lines: z.array(importLineSchema), total: z.number().int() }),
  ),
  runImport: call(z.object({ duplicates: duplicatesSchema }), importCountsSchema),
  cancelImport: call(nothing, nothing),
  /** Takes the last import back, and says how many contacts that concerned. */
  undoImport: call(nothing, z.number().int()),
  /**
   * Signs in to the server of an address book and brings both together. Where the user has several books, they are returned
   * and nothing else is done: it is called again with the address of one. Fails with `card-server-*`, `keychain-*`.
   */
  connectServer: secretCall(
    z.object({ address: z.string().min(1).max(2000), userName: z.string().min(1).max(200), password: z.string().min(1).max(1024) }),
    z.object({ choice: z.array(cardBookSchema) }),
  ),
  /** Forgets server and password; contacts stay on both sides. */
  disconnectServer: call(nothing, nothing),
  syncServer: call(nothing, nothing),
  conflicts: call(nothing, z.array(cardConflictSchema)),
  /** `both`: theirs becomes a contact of its own. */
  resolveConflict: call(z.object({ contactId: z.uuid(), keep: z.enum(['mine', 'theirs', 'both']) }), nothing),
  /** Asks where to, and writes all contacts. Null: cancelled. */
  export: call(z.object({ format: exportFormatSchema }), z.object({ path: z.string() }).nullable()),
} as const
