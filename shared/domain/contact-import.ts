import { z } from 'zod'

export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export const textEncodingSchema = z.enum(textEncodings)
export type TextEncoding = z.infer<typeof textEncodingSchema>

/** What a column of a table holds. `phone`: a number of the kind that the nearest `phone-kind` before it says. */
export const columnTargets = [
  'none',
  'name',
  'given-name',
  'family-name',
  'organisation',
  'note',
  'groups',
  'favourite',
  'phone',
  'phone-kind',
  'work',
  'mobile',
  'home',
  'fax',
  'other',
] as const
export const columnTargetSchema = z.enum(columnTargets)
export type ColumnTarget = z.infer<typeof columnTargetSchema>

/** Why an entry is left out, or what of it is. */
export const importReasonSchema = z.enum([
  'no-number',
  'unreadable',
  'parts-unreadable',
  'not-complete',
  'name-cut',
  'note-cut',
  'numbers-cut',
  'full',
  'known',
])
export type ImportReason = z.infer<typeof importReasonSchema>

/** What becomes of an entry whose contact is there already: its numbers and notes are added to it, it is left out, or it is a contact of its own. */
export const duplicatesChoices = ['merge', 'skip', 'add'] as const
export const duplicatesSchema = z.enum(duplicatesChoices)
export type Duplicates = z.infer<typeof duplicatesSchema>

export const importLineSchema = z.object({
  /** Where the entry begins in the file, from 1. */
  line: z.number().int(),
  name: z.string(),
  state: z.enum(['added', 'merged', 'skipped']),
  /** Name of the contact that it was merged with, where that is another one. */
  into: z.string().nullable(),
  reasons: z.array(importReasonSchema),
})
export type ImportLine = z.infer<typeof importLineSchema>

export const importCountsSchema = z.object({ added: z.number().int(), merged: z.number().int(), skipped: z.number().int() })
export type ImportCounts = z.infer<typeof importCountsSchema>

/** What an import would do: nothing is written yet. */
export const importPreviewSchema = z.object({
  fileName: z.string(),
  format: z.enum(['vcard', 'csv']),
  encoding: textEncodingSchema,
  /** Of a table: its columns with their first values. */
  columns: z.array(z.object({ name: z.string(), target: columnTargetSchema, samples: z.array(z.string()) })),
  /** The first row names the columns. */
  hasHead: z.boolean(),
  counts: importCountsSchema,
})
export type ImportPreview = z.infer<typeof importPreviewSchema>

/** Left out: as it was found, or chosen before. */
export const importChoiceSchema = z.object({
  encoding: textEncodingSchema.optional(),
  targets: z.array(columnTargetSchema).max(500).optional(),
  hasHead: z.boolean().optional(),
  duplicates: duplicatesSchema,
})
export type ImportChoice = z.infer<typeof importChoiceSchema>

export const exportFormatSchema = z.enum(['vcard-2.1', 'vcard-3.0', 'vcard-4.0', 'csv'])
export type ExportFormat = z.infer<typeof exportFormatSchema>

/** A file that is read at most, bytes. */
export const LARGEST_IMPORT = 64 * 1024 * 1024
