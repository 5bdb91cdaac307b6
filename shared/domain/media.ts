import { z } from 'zod'
import { codecNameSchema } from './codec.ts'

// The page's part of a call's audio: one RTCPeerConnection per leg, driven by requests of the phone process (shared/contract/media.ts) that main
// forwards (docs/decisions/001-where-the-dialer-runs.md). The page holds no call state, so that a reload loses nothing.

export const legIdSchema = z.number().int().positive()
/** A description of one audio section; bigger ones are refused. */
export const sessionDescriptionSchema = z.string().max(16_384)

export const microphoneModeSchema = z.enum(['live', 'mute', 'off'])

export const mediaRequestSchema = z.discriminatedUnion('op', [
  /** Make a peer connection and return its offer. Where the far end makes the offer (WSS lines): `leg.accept`. */
  z.object({
    op: z.literal('leg.open'),
    leg: legIdSchema,
    /** `gateway`: loopback to our gateway. `direct`: the page's own description travels in the INVITE (WSS lines). */
    mode: z.enum(['gateway', 'direct']),
  }),
  /** Set the other side's answer; after a tentative one (WSS lines, audio before the answer) another may come. */
  z.object({ op: z.literal('leg.answer'), leg: legIdSchema, sdp: sessionDescriptionSchema, tentative: z.boolean() }),
  /** WSS lines: set the other side's offer on a new or existing leg and return our answer. */
  z.object({ op: z.literal('leg.accept'), leg: legIdSchema, sdp: sessionDescriptionSchema }),
  /** WSS lines: a new offer on an existing leg (hold, resume). */
  z.object({ op: z.literal('leg.reoffer'), leg: legIdSchema, direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']) }),
  /** Open or release the microphone. The reply comes when the device is open, or with its failure. */
  z.object({
    op: z.literal('leg.microphone'),
    leg: legIdSchema,
    mode: microphoneModeSchema,
    /** The line's record asks for echo cancellation, whatever the user's switch says. */
    echoCancellation: z.boolean(),
  }),
  /** Send with this codec from now on; no renegotiation. */
  z.object({ op: z.literal('leg.codec'), leg: legIdSchema, codec: codecNameSchema }),
  /** WSS lines: send tones with the browser's own sender. */
  z.object({ op: z.literal('leg.tones'), leg: legIdSchema, tones: z.string().max(32) }),
  /** The loudspeaker plays this leg, or not: of several calls only those in front are heard. */
  z.object({ op: z.literal('leg.listen'), leg: legIdSchema, on: z.boolean() }),
  /** A conference: besides the microphone, send the audio of these legs. */
  z.object({ op: z.literal('leg.mix'), leg: legIdSchema, with: z.array(legIdSchema).max(8) }),
  /** WSS lines: what the page has received so far. */
  z.object({ op: z.literal('leg.reception'), leg: legIdSchema }),
  z.object({ op: z.literal('leg.close'), leg: legIdSchema }),
])
export type MediaRequest = z.infer<typeof mediaRequestSchema>

/** What a leg received since it began, from the browser's statistics (W3C webrtc-stats: inbound-rtp, remote-inbound-rtp). */
export const receptionSchema = z.object({
  packets: z.number().int().min(0),
  /** Below 0 where packets arrived twice. */
  lost: z.number().int(),
  /** ms. */
  jitter: z.number().min(0),
  /** ms; null while the far end sends no reports. */
  roundTrip: z.number().min(0).nullable(),
  /** What the far end lost of ours lately, 0 to 1; null while it sends no reports. */
  remoteLoss: z.number().min(0).max(1).nullable(),
})
export type Reception = z.infer<typeof receptionSchema>

/** What the page answers. `reception` for leg.reception, null before anything arrives. `sdp` for leg.open, leg.accept and leg.reoffer, else nothing. */
export const mediaReplySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), sdp: sessionDescriptionSchema.nullable(), reception: receptionSchema.nullable().optional() }),
  z.object({
    ok: z.literal(false),
    /** `denied`, `missing`, `busy`: the microphone. `no-leg`: the leg is not known (a reloaded page). */
    reason: z.enum(['denied', 'missing', 'busy', 'no-leg', 'failed']),
    message: z.string().max(300),
  }),
])
export type MediaReply = z.infer<typeof mediaReplySchema>
