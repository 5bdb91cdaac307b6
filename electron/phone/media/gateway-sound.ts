import { CallMedia } from './call-media.ts'
import type { Page } from './page.ts'
import { RtpPort } from './rtp-port.ts'
import type { Sound, SoundEvents, SoundState } from './sound.ts'
import type { WebRtcLegFactory } from './webrtc-leg.ts'

export type GatewaySoundOptions = {
  readonly page: Page
  readonly createLeg: WebRtcLegFactory
  /** Address of the interface that leads to the line's server. */
  readonly address: string
  readonly stun: () => Promise<{ host: string; port: number } | null>
  readonly echoCancellation: boolean
  readonly events: SoundEvents
}

/** Plain RTP to the provider, WebRTC on loopback to the page. */
export function createGatewaySound({ page, createLeg, address, stun, echoCancellation, events }: GatewaySoundOptions): Sound {
  let state: SoundState = { leg: 'none', microphone: 'off', silent: false }
  const change = (part: Partial<SoundState>): void => {
    state = { ...state, ...part }
    events.onState(state)
  }
  const rtp = new RtpPort(address, {
    onPacket: (...packet) => media.toPage(...packet),
    onTone: events.onTone,
    onSilent: (silent) => change({ silent }),
  })
  const media = new CallMedia({ page, rtp, createLeg, echoCancellation, onChange: change })
  return {
    open: async () => rtp.open(await stun()),
    attach: () => media.attach(),
    offer: async () => rtp.offer(),
    async answer() {
      const description = rtp.answer()
      media.codecChosen()
      return description
    },
    async setRemote(description, kind) {
      rtp.setRemote(description, kind === 'offer' ? 'offer' : 'answer')
      media.codecChosen()
    },
    setWanted: (direction) => {
      rtp.wanted = direction
    },
    setMicrophone: (mode) => media.setMicrophone(mode),
    sendTones: (tones) => rtp.sendTones(tones),
    codec: () => rtp.codec,
    heldByRemote: () => rtp.heldByRemote,
    close: () => media.close(),
  }
}
