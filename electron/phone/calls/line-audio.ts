import type { Line } from '../line/line.ts'
import { natServersOf } from '../line/stun-server.ts'
import type { CallAudio, CallAudioEvents } from '../media/call-audio.ts'
import { withDelayedLeg } from '../media/delayed-leg.ts'
import { createDirectAudio } from '../media/direct-audio.ts'
import { createGatewayAudio } from '../media/gateway-audio.ts'
import type { Page } from '../media/page.ts'
import type { WebRtcLegFactory } from '../media/webrtc-leg.ts'

/** The audio of a call on this line: the page's own WebRTC over WebSocket, the RTP gateway over any other transport. */
export function createLineAudio(line: Line, events: CallAudioEvents, { page, createLeg }: { page: Page; createLeg: WebRtcLegFactory }): CallAudio {
  const { echoCancellation, server } = line.setup
  if (line.isWebSocket) return createDirectAudio({ page, echoCancellation, events })
  return withDelayedLeg(
    createGatewayAudio({
      page,
      createLeg,
      address: line.localAddress ?? (server.host.includes(':') ? '::1' : '127.0.0.1'),
      trusted: () => (line.serverAddress === null ? [] : [line.serverAddress]),
      servers: () => natServersOf(line.setup),
      echoCancellation,
      preferences: line.preferences,
      events,
    }),
  )
}
