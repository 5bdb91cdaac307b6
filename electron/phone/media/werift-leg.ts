import { type MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader } from 'werift'
import { type CodecName, codecNameSchema } from '../../../shared/domain/codec.ts'
import { codecNamed } from './codecs.ts'
import type { WebRtcLegFactory } from './webrtc-leg.ts'

/** `WebRtcLeg` on werift. Each of its defaults that is changed here would send packets beyond this computer or cost time. */
export const createWeriftLeg: WebRtcLegFactory = ({ onPacket, onConnected, onDisconnected }) => {
  let connection: RTCPeerConnection | undefined
  let send: ((payload: Buffer, header: RtpHeader) => void) | undefined
  let ssrc = 0
  let types = new Map<CodecName, number>()
  let up = false
  const closed = new AbortController()
  const describe = async (pc: RTCPeerConnection, names: ReadonlyMap<number, CodecName>, offer: string): Promise<string> => {
    pc.connectionStateChange.subscribe((state) => {
      if (state === 'connected') {
        up = true
        onConnected()
      } else if (up && (state === 'failed' || state === 'closed' || state === 'disconnected')) {
        up = false
        onDisconnected()
      }
    })
    // without the page's candidates werift learns it as peer-reflexive: nothing is ever sent to a LAN address
    await pc.setRemoteDescription({ type: 'offer', sdp: offer.replace(/^a=candidate:.*\r?\n/gm, '') })
    const [transceiver] = pc.getTransceivers()
    if (!transceiver) throw new Error('the page offered no audio')
    // as a DTLS client werift waits a fixed 100 ms
    transceiver.receiver.dtlsTransport.role = 'server'
    transceiver.setDirection('sendrecv')
    const hear = (track: MediaStreamTrack | undefined): void => {
      track?.onReceiveRtp.subscribe(({ header, payload }) => {
        const name = names.get(header.payloadType)
        if (name) onPacket(name, header.marker, header.timestamp, payload)
      })
    }
    hear(transceiver.receiver.track)
    transceiver.onTrack.subscribe(hear)
    await pc.setLocalDescription(await pc.createAnswer())
    ssrc = transceiver.sender.ssrc
    send = (payload, header) => void transceiver.sender.dtlsTransport.sendRtp(payload, header).catch(() => {})
    return onlyLoopback(pc.localDescription?.sdp ?? '')
  }
  return {
    async answer(offer) {
      closed.signal.throwIfAborted()
      const offered = readCodecs(offer)
      types = new Map(offered.map(({ name, payloadType }) => [name, payloadType]))
      const names = new Map(offered.map(({ name, payloadType }) => [payloadType, name]))
      const pc = new RTCPeerConnection({
        codecs: { audio: offered.map(toWerift), video: [] },
        headerExtensions: { audio: [], video: [] },
        // with an empty list werift still uses a public STUN server; a lite agent (RFC 8445 2.5) uses none and sends no checks
        iceServers: [],
        iceLite: true,
        iceUseIpv6: false,
        iceUseTcp: false,
        iceInterfaceAddresses: { udp4: '127.0.0.1' },
        iceAdditionalHostAddresses: ['127.0.0.1'],
      })
      try {
        const answer = await describe(pc, names, offer)
        closed.signal.throwIfAborted()
        connection = pc
        return answer
      } catch (e) {
        // werift binds its sockets last, even after an earlier close
        void pc.close().catch(() => {})
        throw e
      }
    },
    send(codec, marker, sequenceNumber, timestamp, payload) {
      const payloadType = types.get(codec)
      if (!up || payloadType === undefined) return
      send?.(payload, new RtpHeader({ version: 2, payloadType, sequenceNumber, timestamp, ssrc, marker }))
    },
    close() {
      up = false
      closed.abort(new Error('the leg is closed'))
      void connection?.close().catch(() => {})
    },
  }
}

/** werift lists the computer's other addresses as well, although its sockets are bound to loopback. */
const onlyLoopback = (sdp: string): string => sdp.replace(/^a=candidate:(?!.* 127\.0\.0\.1 \d+ typ ).*\r?\n/gm, '')

type PageCodec = { readonly name: CodecName; readonly payloadType: number; readonly channels: number }

/** The codecs of the page's offer that the gateway knows, each once, under the page's payload types. */
function readCodecs(offer: string): PageCodec[] {
  const found = new Map<CodecName, PageCodec>()
  for (const [, payloadType, name = '', rate, channels] of offer.matchAll(/^a=rtpmap:(\d+) ([\w-]+)\/(\d+)(?:\/(\d))?/gm)) {
    const codec = codecNamed(name)
    if (codec && codec.rate === Number(rate) && !found.has(codec.name)) {
      found.set(codec.name, { name: codecNameSchema.parse(codec.name), payloadType: Number(payloadType), channels: Number(channels ?? 1) })
    }
  }
  return [...found.values()]
}

function toWerift({ name, payloadType, channels }: PageCodec): RTCRtpCodecParameters {
  const parameters = codecNamed(name)?.parameters
  return new RTCRtpCodecParameters({
    mimeType: `audio/${name}`,
    clockRate: codecNamed(name)?.rate ?? 8000,
    channels,
    payloadType,
    ...(parameters ? { parameters } : {}),
  })
}
