const digits = '0123456789*#ABCD'

/** Event code of a tone (RFC 4733 3.2); null for anything but a digit of `0123456789*#ABCD`. */
export function eventOf(tone: string): number | null {
  const event = digits.indexOf(tone)
  return tone.length === 1 && event >= 0 ? event : null
}

/**
 * The packets of one tone: payloads in sending order, 20 ms apart; the end is sent three times in a row (RFC 4733 2.5.1.4).
 *
 * @param rate of the RTP clock, Hz
 */
export function tonePayloads(event: number, rate: number, ms = 120): Array<{ readonly payload: Buffer; readonly end: boolean }> {
  const steps = Math.max(1, Math.ceil(ms / 20))
  const payload = (step: number, end: boolean): Buffer => {
    const data = Buffer.from([event, (end ? 0x80 : 0) | 10, 0, 0])
    data.writeUInt16BE(Math.min(0xffff, (step * rate) / 50), 2)
    return data
  }
  const running = Array.from({ length: steps - 1 }, (_, i) => ({ payload: payload(i + 1, false), end: false }))
  return [...running, ...Array.from({ length: 3 }, () => ({ payload: payload(steps, true), end: true }))]
}

/** Reads tones from telephone events: each once, however often its packets are repeated and whichever of them are lost. */
export class ToneReader {
  #timestamp: number | null = null

  /** The tone that begins with this packet, or null. */
  read(timestamp: number, payload: Buffer): string | null {
    if (payload.length < 4 || timestamp === this.#timestamp) return null
    this.#timestamp = timestamp
    return digits[payload[0] ?? 255] ?? null
  }
}
