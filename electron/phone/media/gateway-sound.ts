import { CallMedia } from './call-media.ts'
import type { Page } from './page.ts'
import { RtpPort, type SoundPreferences } from './rtp-port.ts'
import type { Sound, SoundEvents, SoundState } from './sound.ts'
import type { WebRtcLegFactory } from './webrtc-leg.ts'

export type GatewaySoundOptions = {
  readonly page: Page
  readonly createLeg: WebRtcLegFactory
  /** Address of the interface that leads to the line's server. */
  readonly address: string
  readonly stun: () => Promise<{ host: string; port: number } | null>
  readonly echoCancellation: boolean
  readonly preferences: SoundPreferences
  readonly events: SoundEvents
}

/** Plain RTP to the provider, WebRTC on loopback to the page. */
export function createGatewaySound({ page, createLeg, address, stun, echoCancellation, preferences, events }: GatewaySoundOptions): Sound {
  let state: SoundState = { leg: 'none', legId: null, microphone: 'off', silent: false }
  const change = (part: Partial<SoundState>): void => {
    state = { ...state, ...part }
    events.onState(state)
  }
  const rtp = new RtpPort(address, preferences, {
    onPacket: (...packet) => media.toPage(...packet),
    onTone: events.onTone,
    onSilent: (silent) => change({ silent }),
    onQuality: events.onQuality,
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
    setEncryption(on) {
      const changes = rtp.offerEncrypted !== on
      rtp.offerEncrypted = on
      return changes
    },
    encryption: () => (rtp.encrypted ? 'sdes' : 'none'),
    listen: (on) => media.listen(on),
    mix: (legs) => media.mix(legs),
    move: async (to) => rtp.move(to, await stun()),
    meanQuality: () => rtp.meanQuality,
    close: () => media.close(),
  }
}
