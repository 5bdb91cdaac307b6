import type { CodecName } from '../../../shared/domain/codec.ts'

/** Bytes per millisecond of audio; Opus frames cannot be cut. G.722 is 64 kbit/s as well (RFC 3551 4.5.2). */
const BYTES: Partial<Record<CodecName, number>> = { PCMA: 8, PCMU: 8, G722: 8 }

export type Piece = {
  readonly payload: Buffer
  readonly marker: boolean
  /** Of the first sample, on the RTP clock. */
  readonly timestamp: number
}

/**
 * Cuts the page's 20 ms packets to the length that the far end requested (a=ptime, RFC 8866 6.4), for codecs with a fixed number
 * of bytes per millisecond. The rest of a source that stops is dropped when the next one starts.
 */
export class PacketSize {
  #codec: CodecName | null = null
  #source: unknown
  #held: Piece[] = []
  #bytes = 0

  /**
   * @param source identifies the leg
   * @param ms of audio in each piece
   * @returns the pieces that are complete; the packet itself for a codec without a fixed rate
   */
  cut(source: unknown, codec: CodecName, piece: Piece, ms: number): Piece[] {
    const rate = BYTES[codec]
    if (rate === undefined || (piece.payload.length === rate * ms && !this.#held.length)) return [piece]
    const end = this.#held.at(-1)
    // after a gap or a change of source the rest does not belong to this packet
    const follows = end && this.#source === source && this.#codec === codec && (end.timestamp + end.payload.length) >>> 0 === piece.timestamp
    if (!follows) this.#clear()
    this.#source = source
    this.#codec = codec
    this.#held.push(piece)
    this.#bytes += piece.payload.length
    const out: Piece[] = []
    while (this.#bytes >= rate * ms) {
      const all = Buffer.concat(this.#held.map((p) => p.payload))
      const [first] = this.#held
      const timestamp = first?.timestamp ?? 0
      out.push({ payload: all.subarray(0, rate * ms), marker: first?.marker ?? false, timestamp })
      const rest = all.subarray(rate * ms)
      this.#held = rest.length ? [{ payload: rest, marker: false, timestamp: (timestamp + rate * ms) >>> 0 }] : []
      this.#bytes = rest.length
    }
    return out
  }

  #clear(): void {
    this.#held = []
    this.#bytes = 0
  }
}
