import { z } from 'zod'
import { failureSchema } from '../domain/failure.ts'
import { mediaReplySchema, mediaRequestSchema } from '../domain/media.ts'
import { call } from './contract.ts'

/** The phone process asks, the page's media agent answers. Neither reaches the other: main forwards the messages of both peers. */
export const mediaIpc = {
  media: {
    /** A failure of the page's audio is a reply as well; a call that fails has not reached the page, or timed out. */
    request: call(mediaRequestSchema, mediaReplySchema),
  },
} as const

const id = z.number().int().positive()

/** What main forwards from the phone process's peer to the page's. */
export const mediaToPageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id, channel: z.literal('media.request'), args: mediaRequestSchema }),
  z.object({ kind: z.literal('cancel'), id }),
])
export type MediaToPage = z.infer<typeof mediaToPageSchema>

/** What main forwards from the page's peer to the phone process's. */
export const mediaToPhoneSchema = z.object({
  kind: z.literal('reply'),
  id,
  outcome: z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value: mediaReplySchema }),
    z.object({ ok: z.literal(false), error: failureSchema }),
  ]),
})
export type MediaToPhone = z.infer<typeof mediaToPhoneSchema>
