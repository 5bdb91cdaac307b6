import { spawn } from 'node:child_process'

const fields = ['frame.time_epoch', 'udp.srcport', 'udp.dstport', 'udp.length']

/**
 * One way through the gateway, both directions, from a capture on the loopback interface: each RTP packet between gateway and
 * exchange is paired with the encrypted packet of the page's leg right before (to the exchange) or after it (from there).
 *
 * @param exchange the exchange's RTP port in the call that is up
 * @returns ms, one for each pair in six seconds
 * @throws when the capture holds fewer than 100 pairs
 */
export async function gatewayLatencies(exchange: number): Promise<number[]> {
  const lines = await new Promise<string>((done, fail) => {
    const tshark = spawn('tshark', ['-i', 'lo', '-f', 'udp', '-a', 'duration:6', '-T', 'fields', ...fields.flatMap((name) => ['-e', name])], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let text = ''
    tshark.stdout.on('data', (d) => (text += d))
    tshark.once('error', fail)
    tshark.once('exit', () => done(text))
  })
  const packets = lines
    .trim()
    .split('\n')
    .map((l) => {
      const [at = 0, from = 0, to = 0, length = 0] = l.split('\t').map(Number)
      return { at: at * 1000, from, to, length }
    })
  // PCMA in RTP: 8 + 12 + 160 bytes; the leg's has ten more of SRTP and perhaps a header extension
  const isLeg = (p: { from: number; to: number; length: number }): boolean =>
    p.from !== exchange && p.to !== exchange && p.length > 180 && p.length < 240
  const values: number[] = []
  for (const [i, p] of packets.entries()) {
    const other =
      p.to === exchange
        ? packets
            .slice(Math.max(0, i - 6), i)
            .reverse()
            .find(isLeg)
        : p.from === exchange
          ? packets.slice(i + 1, i + 7).find(isLeg)
          : undefined
    const took = other ? Math.abs(p.at - other.at) : Number.NaN
    // further apart than half a packet's time they are not the same packet
    if (took < 10) values.push(took)
  }
  if (values.length < 100) throw new Error(`only ${values.length} pairs in the capture`)
  return values
}
