import { z } from 'zod'

/** The audio codecs that both the gateway and a browser engine speak, by their names in SDP. */
export const codecNameSchema = z.enum(['PCMA', 'PCMU', 'G722', 'opus'])
export type CodecName = z.infer<typeof codecNameSchema>
