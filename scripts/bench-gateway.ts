// The gateway alone: many calls at once in a process of their own, beside rtpengine with the same calls.
import { fork } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { join } from 'node:path'
import { type MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader } from 'werift'
import type { GatewayAnswer, GatewayCall } from './bench-gateway-child.ts'
import { ticks } from './bench-rest.ts'
import { quantile, type Record } from './bench-results.ts'
import { startRtpengine } from './bench-rtpengine.ts'

/** What relays the audio between a page and a far end. */
export type Relay = {
  readonly pid: number
  /** @param farPort where the far end waits on 127.0.0.1. @returns the page's answer, and where the far end's audio goes on 127.0.0.1 */
  readonly open: (id: number, offer: string, farPort: number) => Promise<{ readonly answer: string; readonly port: number }>
  readonly close: () => Promise<void>
}

const CALLS = 16
/** As many as the app has at once. */
const FEW = 4
/** ms of one call alone, and of all of them. */
const LASTS = 10_000
/** ms of a packet. */
const PACKET = 20

/**
 * `gateway-4` and `gateway-16`: one way, from the packet sent to its audio read, both directions, with the encryption at the page's end in it. The reference
 * is rtpengine's with the same packets, in the same run. Lost packets and processor time stand beside it.
 */
export async function gatewayBench(record: Record): Promise<void> {
  const ours = await measure(await startGateway())
  const theirs = await measure(await startRtpengine())
  record('gateway-4', 'ms one way', ours.few, theirs.few)
  record('gateway-4-p99', 'ms one way', [quantile(ours.few, 0.99)], [quantile(theirs.few, 0.99)])
  record('gateway-16', 'ms one way', ours.latencies, theirs.latencies)
  record('gateway-16-p99', 'ms one way', [quantile(ours.latencies, 0.99)], [quantile(theirs.latencies, 0.99)])
  record('gateway-16-lost', 'packets', [ours.lost], [theirs.lost])
  record('gateway-16-cpu-per-call', '% of a core', [ours.each], [theirs.each])
}

async function startGateway(): Promise<Relay> {
  const child = fork(join(import.meta.dirname, 'bench-gateway-child.ts'), { stdio: 'inherit' })
  await once(child, 'spawn')
  return {
    pid: child.pid ?? 0,
    async open(id, offer, farPort) {
      const answered = new Promise<GatewayAnswer>((done) => {
        const see = (answer: GatewayAnswer): void => {
          if (answer.id !== id) return
          child.off('message', see)
          done(answer)
        }
        child.on('message', see)
      })
      child.send({ id, offer, farPort } satisfies GatewayCall)
      return answered
    },
    async close() {
      child.kill()
      await once(child, 'exit')
    },
  }
}

type Measured = {
  /** ms, of all packets while as many calls were up as the app has. */
  readonly few: readonly number[]
  /** ms, of all packets while all calls were up. */
  readonly latencies: readonly number[]
  readonly lost: number
  /** % of a core for each call beyond the first. */
  readonly each: number
}

async function measure(relay: Relay): Promise<Measured> {
  const calls = [await openCall(relay, 0)]
  const alone = await run(relay, calls)
  while (calls.length < FEW) calls.push(await openCall(relay, calls.length))
  const few = await run(relay, calls)
  while (calls.length < CALLS) calls.push(await openCall(relay, calls.length))
  const all = await run(relay, calls)
  for (const call of calls) call.close()
  await relay.close()
  return { few: few.latencies, latencies: all.latencies, lost: few.lost + all.lost, each: (all.cpu - alone.cpu) / (CALLS - 1) }
}

type BenchCall = { readonly send: (number: number) => void; onHeard: (number: number) => void; readonly close: () => void }

/** Each packet carries its number, twice its call's packets apart: even ones go to the page, odd ones to the far end. */
async function run(relay: Relay, calls: readonly BenchCall[]): Promise<{ latencies: number[]; lost: number; cpu: number }> {
  const sentAt = new Map<number, number>()
  const latencies: number[] = []
  let next = 0
  for (const call of calls)
    call.onHeard = (number) => {
      const at = sentAt.get(number)
      if (at === undefined) return
      sentAt.delete(number)
      latencies.push(performance.now() - at)
    }
  const [ticksBefore, began] = [ticks(relay.pid), performance.now()]
  // as calls do, each with packets of its own beat
  const timers = await Promise.all(
    calls.map(async (call, i) => {
      await new Promise((done) => setTimeout(done, (i * PACKET) / calls.length))
      return setInterval(() => {
        for (let way = 0; way < 2; way++) {
          sentAt.set(next, performance.now())
          call.send(next)
          next += 1
        }
      }, PACKET)
    }),
  )
  await new Promise((done) => setTimeout(done, LASTS))
  const cpu = ((ticks(relay.pid) - ticksBefore) * 10 * 100) / (performance.now() - began)
  for (const timer of timers) clearInterval(timer)
  await new Promise((done) => setTimeout(done, 200))
  return { latencies, lost: sentAt.size, cpu }
}

/** werift lists the computer's other addresses as well. */
const loopback = (sdp: string): string => sdp.replace(/^a=candidate:(?!.* 127\.0\.0\.1 \d+ typ ).*\r?\n/gm, '')

async function openCall(relay: Relay, id: number): Promise<BenchCall> {
  const far: Socket = createSocket('udp4')
  far.bind(0, '127.0.0.1')
  await once(far, 'listening')
  const page = new RTCPeerConnection({
    codecs: { audio: [new RTCRtpCodecParameters({ mimeType: 'audio/PCMA', clockRate: 8000, channels: 1, payloadType: 8 })], video: [] },
    headerExtensions: { audio: [], video: [] },
    iceServers: [],
    iceUseIpv6: false,
    iceInterfaceAddresses: { udp4: '127.0.0.1' },
    iceAdditionalHostAddresses: ['127.0.0.1'],
  })
  const call: BenchCall = {
    onHeard: () => {},
    send(number) {
      const audio = Buffer.alloc(160, 0xd5)
      audio.writeUInt32BE(number)
      if (number % 2 === 0) packets += 1
      const header = { version: 2, payloadType: 8, sequenceNumber: packets & 0xffff, timestamp: (packets * 160) >>> 0, ssrc, marker: false }
      if (number % 2) void transceiver.sender.dtlsTransport.sendRtp(audio, new RtpHeader(header)).catch(() => {})
      else far.send(Buffer.concat([new RtpHeader({ ...header, ssrc: id + 1 }).serialize(12), audio]), port, '127.0.0.1')
    },
    close() {
      far.close()
      void page.close().catch(() => {})
    },
  }
  let packets = 0
  far.on('message', (data) => data.length === 172 && call.onHeard(data.readUInt32BE(12)))
  const transceiver = page.addTransceiver('audio', { direction: 'sendrecv' })
  const { ssrc } = transceiver.sender
  const hear = (track: MediaStreamTrack | undefined): void =>
    void track?.onReceiveRtp.subscribe(({ payload }) => call.onHeard(payload.readUInt32BE(0)))
  // an answer that names no source has no track of its own
  hear(transceiver.receiver.track)
  transceiver.onTrack.subscribe(hear)
  await page.setLocalDescription(await page.createOffer())
  const up = new Promise<void>((done) => page.connectionStateChange.subscribe((state) => state === 'connected' && done()))
  const { answer, port } = await relay.open(id, loopback(page.localDescription?.sdp ?? ''), far.address().port)
  await page.setRemoteDescription({ type: 'answer', sdp: answer })
  await up
  return call
}
