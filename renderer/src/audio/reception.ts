import type { Reception } from '../../../shared/domain/media.ts'

/** What a connection has received so far (W3C webrtc-stats); null before anything arrives. */
export async function receptionOf(connection: RTCPeerConnection): Promise<Reception | null> {
  const all: { readonly type: string; readonly [name: string]: unknown }[] = []
  for (const entry of (await connection.getStats()).values()) all.push(entry)
  const ours = all.find((s) => s.type === 'inbound-rtp')
  const theirs = all.find((s) => s.type === 'remote-inbound-rtp')
  if (!ours) return null
  const milliseconds = (value: unknown): number | null => (typeof value === 'number' && value >= 0 ? value * 1000 : null)
  const fraction = theirs?.['fractionLost']
  return {
    packets: Number(ours['packetsReceived'] ?? 0),
    lost: Number(ours['packetsLost'] ?? 0),
    jitter: milliseconds(ours['jitter']) ?? 0,
    roundTrip: milliseconds(theirs?.['roundTripTime']),
    remoteLoss: typeof fraction === 'number' ? Math.min(1, Math.max(0, fraction)) : null,
  }
}
