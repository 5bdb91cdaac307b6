import type { CodecName } from '../../../shared/domain/codec.ts'

export type Codec = {
  readonly name: CodecName
  /** Payload type: static ones of RFC 3551 table 4, a dynamic one of our choice where there is none. */
  readonly payloadType: number
  /** RTP clock in Hz. G.722 counts 8000 although it samples at 16000 (RFC 3551 4.5.2). */
  readonly rate: number
  readonly channels: number
  readonly parameters: string | null
}

/** In the order in which we offer them. */
export const codecs: readonly Codec[] = [
  { name: 'PCMA', payloadType: 8, rate: 8000, channels: 1, parameters: null },
  { name: 'PCMU', payloadType: 0, rate: 8000, channels: 1, parameters: null },
  { name: 'G722', payloadType: 9, rate: 8000, channels: 1, parameters: null },
  { name: 'opus', payloadType: 96, rate: 48_000, channels: 2, parameters: 'useinbandfec=1' },
]

/** telephone-event for each clock we offer (RFC 4733 7.1.1: the event's clock is the codec's). */
export const eventPayloadTypes: Readonly<Record<number, number>> = { 8000: 101, 48000: 97 }

/**
 * 20 ms of silence. A-law and mu-law zero; Opus: one DTX frame (RFC 6716, TOC 0xf8); G.722: the code word whose
 * quantised differences are the smallest in both bands, so that the decoder's steps shrink to nothing (ITU-T G.722 table 4).
 */
export const silence: Readonly<Record<CodecName, Buffer>> = {
  PCMA: Buffer.alloc(160, 0xd5),
  PCMU: Buffer.alloc(160, 0xff),
  G722: Buffer.alloc(160, 0xff),
  opus: Buffer.from([0xf8, 0xff, 0xfe]),
}

/** The codec of an rtpmap name, whose case does not matter (RFC 8866 6.6); undefined when we do not support it. */
export function codecNamed(name: string): Codec | undefined {
  return codecs.find((c) => c.name.toLowerCase() === name.toLowerCase())
}
