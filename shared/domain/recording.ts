import { z } from 'zod'
import { instantSchema } from './account.ts'
import { callIdSchema } from './call.ts'

/** A recorded call: one WAV file, our side left, theirs right. */
export const recordingSchema = z.object({
  id: z.number().int().positive(),
  callId: callIdSchema,
  number: z.string().max(200),
  name: z.string().max(200).nullable(),
  startedAt: instantSchema,
  /** Length of the audio so far, s. */
  seconds: z.number().min(0),
  path: z.string().max(4096),
  running: z.boolean(),
})
export type Recording = z.infer<typeof recordingSchema>

/** Samples a second of a recording, for each of its two channels of 16 bits. */
export const RECORDING_RATE = 16_000
/** Most bytes in one piece of audio from the page: two seconds, four bytes for each sample of both channels. */
export const LONGEST_PIECE = RECORDING_RATE * 4 * 2

/** Where a page of recordings ends: those behind it are older. */
export const recordingCursorSchema = z.object({ startedAt: instantSchema, id: z.number().int().positive() })
export type RecordingCursor = z.infer<typeof recordingCursorSchema>

/** Most recordings in a page. */
export const MOST_RECORDINGS = 500
export const recordingPageSchema = z.object({
  /** Newest first. */
  recordings: z.array(recordingSchema).max(MOST_RECORDINGS),
  /** Null: there are no older ones. */
  next: recordingCursorSchema.nullable(),
})
export type RecordingPage = z.infer<typeof recordingPageSchema>

export const recordingsSchema = z.object({
  /** Another one when a recording began, ended or was deleted. */
  revision: z.number().int().min(0),
  /** The call whose recording broke off last, since its file could not be written on; null: none. */
  brokenOff: callIdSchema.nullable(),
  /** Recording is switched off by whoever manages this computer. */
  disabled: z.boolean(),
})
export type Recordings = z.infer<typeof recordingsSchema>
