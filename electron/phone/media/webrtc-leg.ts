import type { CodecName } from '../../../shared/domain/codec.ts'

export type WebRtcLegEvents = {
  readonly onPacket: (codec: CodecName, marker: boolean, timestamp: number, payload: Buffer) => void
  readonly onConnected: () => void
  readonly onDisconnected: () => void
}

/** The gateway's end of a page's peer connection, on loopback. It knows nothing of calls: RTP packets in, RTP packets out. */
export type WebRtcLeg = {
  /** Takes the page's offer and returns our answer. */
  readonly answer: (offer: string) => Promise<string>
  readonly send: (codec: CodecName, marker: boolean, sequence: number, timestamp: number, payload: Buffer) => void
  readonly close: () => void
}

export type WebRtcLegFactory = (events: WebRtcLegEvents) => WebRtcLeg
