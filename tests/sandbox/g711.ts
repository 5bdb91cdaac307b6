/** A-law (ITU-T G.711) of a sample of 16 bits, signed. */
export function encodeAlaw(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0
  let value = Math.min(32_635, Math.abs(sample))
  let exponent = 7
  for (let mask = 0x4000; exponent > 0 && !(value & mask); mask >>= 1) exponent -= 1
  if (exponent === 0) value >>= 4
  else value = (value >> (exponent + 3)) & 0x0f
  return ((sign | (exponent << 4) | (value & 0x0f)) ^ 0x55) & 0xff
}

/** @returns 16 bits, signed */
export function decodeAlaw(byte: number): number {
  const v = byte ^ 0x55
  const exponent = (v >> 4) & 7
  const mantissa = v & 0x0f
  const magnitude = exponent === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1)
  return v & 0x80 ? magnitude : -magnitude
}

/** 20 ms of a tone in A-law, from sample `at` on. */
export function toneFrame(hz: number, at: number): Buffer {
  return Buffer.from(Array.from({ length: 160 }, (_, i) => encodeAlaw(Math.round(8000 * Math.sin((2 * Math.PI * hz * (at + i)) / 8000)))))
}

/** Share of the energy that is at `hz`, 0 to 1 (Goertzel). @param rate samples per second */
export function purity(samples: ArrayLike<number>, hz: number, rate = 8000): number {
  const k = 2 * Math.cos((2 * Math.PI * hz) / rate)
  let [s1, s2, energy] = [0, 0, 0]
  for (let i = 0; i < samples.length; i++) {
    const v = samples[i] ?? 0
    const s0 = v + k * s1 - s2
    s2 = s1
    s1 = s0
    energy += v * v
  }
  return energy === 0 ? 0 : (s1 * s1 + s2 * s2 - k * s1 * s2) / ((energy * samples.length) / 2)
}
