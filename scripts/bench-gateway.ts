import dgram from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift'
import { CallMedia } from '../electron/phone/media/call-media.ts'
import { Page } from '../electron/phone/media/page.ts'
import { RtpPort } from '../electron/phone/media/rtp-port.ts'
import { createWeriftLeg } from '../electron/phone/media/werift-leg.ts'

/**
 * One-way times through the gateway's own code, both directions in turns, ms: a second werift plays the page and a UDP socket
 * the provider, all in this process on one clock, so the far ends' own work is in it and the figure is an upper bound.
 */
export async function gatewayLatency(packets: number): Promise<number[]> {
  const provider = dgram.createSocket('udp4').bind(0, '127.0.0.1')
  await once(provider, 'listening')
  const peer = new RTCPeerConnection({
    codecs: { audio: [new RTCRtpCodecParameters({ mimeType: 'audio/PCMA', clockRate: 8000, channels: 1, payloadType: 8 })], video: [] },
    iceServers: [],
    iceUseIpv6: false,
    iceInterfaceAddresses: { udp4: '127.0.0.1' },
    iceAdditionalHostAddresses: ['127.0.0.1'],
  })
  const transceiver = peer.addTransceiver('audio', { direction: 'sendrecv' })
  const page = new Page(async (request) => {
    if (request.op === 'leg.open') {
      await peer.setLocalDescription(await peer.createOffer())
      return { ok: true, sdp: peer.localDescription?.sdp ?? '' }
    }
    if (request.op === 'leg.answer') await peer.setRemoteDescription({ type: 'answer', sdp: request.sdp })
    return { ok: true, sdp: null }
  })
  const rtp = new RtpPort('127.0.0.1', { onPacket: (...packet) => media.toPage(...packet), onTone: () => {}, onSilent: () => {} })
  const up = Promise.withResolvers<void>()
  const media = new CallMedia({ page, rtp, createLeg: createWeriftLeg, echoCancellation: false, onChange: ({ leg }) => leg === 'up' && up.resolve() })
  await rtp.open(null)
  const { port } = provider.address() as AddressInfo
  rtp.setRemote(`v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio ${port} RTP/AVP 8\r\n`, 'offer')
  const gatewayPort = Number(/^m=audio (\d+)/m.exec(rtp.answer())?.[1])
  page.setPresent(true)
  media.attach()
  await up.promise

  const sentAt = new Map<string, number>()
  const values: number[] = []
  const arrived = (direction: string, payload: Buffer): void => {
    // the first four bytes carry the packet's number; silence of the gateway's own carries none
    const key = `${direction} ${payload.readUInt32BE(0)}`
    const sent = sentAt.get(key)
    if (sent !== undefined && sentAt.delete(key)) values.push(performance.now() - sent)
  }
  provider.on('message', (data) => data.length >= 16 && arrived('out', data.subarray(12)))
  transceiver.receiver.track.onReceiveRtp.subscribe(({ payload }) => arrived('in', payload))
  for (let i = 1; i <= packets; i++) {
    const payload = Buffer.alloc(160)
    payload.writeUInt32BE(i)
    sentAt.set(`out ${i}`, performance.now())
    transceiver.sender.sendRtp(new RtpPacket(new RtpHeader({ payloadType: 8, sequenceNumber: i, timestamp: i * 160, ssrc: 1 }), payload))
    const head = Buffer.from([0x80, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9])
    head.writeUInt16BE(i, 2)
    head.writeUInt32BE(i * 160, 4)
    sentAt.set(`in ${i}`, performance.now())
    provider.send(Buffer.concat([head, payload]), gatewayPort, '127.0.0.1')
    await new Promise((done) => setTimeout(done, 20))
  }
  media.close()
  await peer.close()
  provider.close()
  if (values.length < packets) throw new Error(`only ${values.length} of ${packets * 2} packets came through`)
  return values
}
