import { z } from 'zod'
import { contactFilterSchema, contactOverviewSchema, contactSchema, MOST_ON_PAGE } from '../domain/contact.ts'
import { call, nothing } from './contract.ts'

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
} as const
