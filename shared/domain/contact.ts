import { z } from 'zod'
import { accountIdSchema, instantSchema } from './account.ts'
import { failureSchema } from './failure.ts'
import { lineIdSchema } from './line.ts'
import { ringtoneSchema } from './line-preferences.ts'

export const numberKinds = ['work', 'mobile', 'home', 'fax', 'other'] as const
export const numberKindSchema = z.enum(numberKinds)
export const contactNumberSchema = z.object({
  kind: numberKindSchema,
  /** As the user wrote it: a number, or a SIP user. */
  number: z.string().trim().min(1).max(100),
})

export const MOST_NUMBERS = 20
export const LONGEST_CONTACT_NOTE = 4000
const group = z.string().trim().min(1).max(60)

/** A person or place in the user's own list on this computer, which all accounts share. */
export const contactSchema = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(100),
  note: z.string().max(LONGEST_CONTACT_NOTE),
  /** Shown as quick dial beside the keypad. */
  favourite: z.boolean(),
  numbers: z.array(contactNumberSchema).min(1).max(MOST_NUMBERS),
  groups: z.array(group).max(20).default([]),
  /** The line that calls go out on, while its account is open; null: the one that is chosen. */
  line: z.object({ accountId: accountIdSchema, lineId: lineIdSchema }).nullable().default(null),
  /** Null: the line's. */
  ringtone: ringtoneSchema.nullable().default(null),
  /** Rings during "do not disturb" too. */
  ringsAlways: z.boolean().default(false),
  /** Calls from its numbers are refused without ringing. */
  blocked: z.boolean().default(false),
})
export type Contact = z.infer<typeof contactSchema>

/** The line that calls to a contact go out on, where it belongs to the account that is open; else null. */
export const lineOfContact = ({ line }: Pick<Contact, 'line'>, accountId: string | null): string | null =>
  line !== null && line.accountId === accountId ? line.lineId : null

/** What a call shows of a contact. */
export const contactRefSchema = z.object({ id: z.string(), name: z.string(), ringtone: ringtoneSchema.nullable().default(null) })
export type ContactRef = z.infer<typeof contactRefSchema>

/** Contacts that are kept at most; a list that is imported may not go beyond. */
export const MOST_CONTACTS = 100_000

export const LONGEST_SEARCH = 100
export const contactFilterSchema = z.object({
  /** Parts of a name, a note or a number, all of which have to occur. */
  text: z.string().max(LONGEST_SEARCH),
  favourites: z.boolean().default(false),
  blocked: z.boolean().default(false),
  group: group.nullable().default(null),
})
export type ContactFilter = z.infer<typeof contactFilterSchema>
export const anyContact: ContactFilter = { text: '', favourites: false, blocked: false, group: null }

/** How many contacts fit a filter, under the first letter of their names, in the list's order. */
export const contactOverviewSchema = z.object({ initials: z.array(z.object({ initial: z.string(), count: z.number().int() })) })
export type ContactOverview = z.infer<typeof contactOverviewSchema>

/** Contacts of one page. */
export const MOST_ON_PAGE = 200

/** The address book on a server, as far as the page shows it. */
export const cardServerStateSchema = z.object({
  address: z.string(),
  userName: z.string(),
  running: z.boolean(),
  syncedAt: instantSchema.nullable(),
  /** Why the last sync failed. */
  failure: failureSchema.nullable(),
  /** Contacts that were changed here and there, about which the user has to decide. */
  conflicts: z.number().int(),
})
export type CardServerState = z.infer<typeof cardServerStateSchema>
/** An address book of a user on a CardDAV server. */
export const cardBookSchema = z.object({ address: z.string().max(2000), name: z.string().max(200) })
export type CardBook = z.infer<typeof cardBookSchema>
export const cardConflictSchema = z.object({ contactId: z.uuid(), mine: contactSchema, theirs: contactSchema })
export type CardConflict = z.infer<typeof cardConflictSchema>

/** What the page needs of the contacts at once; it asks for the others. */
export const contactsStateSchema = z.object({
  /** Grows with each change: lists are requested again. */
  revision: z.number().int(),
  count: z.number().int(),
  /** By name, the first ones. */
  favourites: z.array(contactSchema).max(50),
  groups: z.array(group).max(500),
  /** Null: none is connected. */
  server: cardServerStateSchema.nullable(),
  /** What can be taken back. */
  lastImport: z.object({ added: z.number().int(), merged: z.number().int() }).nullable(),
  /** Whose numbers the recent calls have. */
  names: z.array(z.object({ number: z.string(), contact: contactRefSchema })).max(400),
})
export type ContactsState = z.infer<typeof contactsStateSchema>
