import { addressesOf } from '../sip/locate.ts'
import type { CallAudio, CallAudioEvents, CallAudioState } from './call-audio.ts'
import type { Page } from './page.ts'
import { PageLeg } from './page-leg.ts'
import { type AudioPreferences, RtpPort } from './rtp-port.ts'
import type { NatServers } from './rtp-sockets.ts'
import { withAddresses } from './sdp.ts'
import type { WebRtcLegFactory } from './webrtc-leg.ts'

export type GatewayAudioOptions = {
  readonly page: Page
  readonly createLeg: WebRtcLegFactory
  /** Address of the interface that leads to the line's server. */
  readonly address: string
  /** Hosts besides the announced one that may send the far end's audio: where its signalling comes from. */
  readonly trusted: () => readonly string[]
  readonly servers: () => Promise<NatServers>
  readonly echoCancellation: boolean
  readonly preferences: AudioPreferences
  readonly events: CallAudioEvents
  /** Addresses of a host that a description names. */
  readonly find?: (host: string) => Promise<readonly string[]>
}

/** ms. A call does not wait longer for the address of a name: audio may come from the server all the same. */
const LOOK_UP_LIMIT = 2000
const findInTime = (host: string): Promise<readonly string[]> =>
  Promise.race([addressesOf(host).catch(() => []), new Promise<string[]>((resolve) => setTimeout(resolve, LOOK_UP_LIMIT, []).unref())])

/** Plain RTP to the provider, WebRTC on loopback to the page. */
export function createGatewayAudio({
  page,
  createLeg,
  address,
  trusted,
  servers,
  echoCancellation,
  preferences,
  events,
  find = findInTime,
}: GatewayAudioOptions): CallAudio {
  let state: CallAudioState = { leg: 'none', legId: null, microphone: 'off', silent: false }
  const change = (part: Partial<CallAudioState>): void => {
    state = { ...state, ...part }
    events.onState(state)
  }
  const rtp = new RtpPort(
    address,
    preferences,
    {
      onPacket: (...packet) => leg.toPage(...packet),
      onTone: events.onTone,
      onSilent: (silent) => change({ silent }),
      onQuality: events.onQuality,
    },
    trusted,
  )
  const leg = new PageLeg({ page, rtp, createLeg, echoCancellation, onChange: change })
  return {
    open: async () => rtp.open(await servers()),
    attach: () => leg.attach(),
    offer: async () => rtp.offer(),
    async answer() {
      const description = rtp.answer()
      leg.codecChosen()
      return description
    },
    offerRejection: (offer) => rtp.offerRejection(offer),
    async setRemote(description, kind) {
      rtp.setRemote(await withAddresses(description, find), kind === 'offer' ? 'offer' : 'answer')
      leg.codecChosen()
    },
    setDirection: (direction) => {
      rtp.localDirection = direction
    },
    setMicrophone: (mode) => leg.setMicrophone(mode),
    sendTones: (tones) => rtp.sendTones(tones),
    codec: () => rtp.codec,
    heldByRemote: () => rtp.heldByRemote,
    setEncryption(on) {
      const changes = rtp.offerEncrypted !== on
      rtp.offerEncrypted = on
      return changes
    },
    encryption: () => (rtp.encrypted ? 'sdes' : 'none'),
    listen: (on) => leg.listen(on),
    mix: (legs) => leg.mix(legs),
    move: async (to) => rtp.move(to, await servers()),
    meanQuality: () => rtp.meanQuality,
    close: () => leg.close(),
  }
}
