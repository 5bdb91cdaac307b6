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

export const recordingsSchema = z.object({
  /** Newest first, at most 200. */
  list: z.array(recordingSchema).max(200),
  /** Recording is switched off by whoever manages this computer. */
  disabled: z.boolean(),
})
export type Recordings = z.infer<typeof recordingsSchema>
