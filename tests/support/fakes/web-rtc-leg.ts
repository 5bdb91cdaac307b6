import { vi } from 'vitest'
import type { WebRtcLeg, WebRtcLegEvents, WebRtcLegFactory } from '../../../electron/phone/media/webrtc-leg.ts'

export type FakeLeg = WebRtcLeg & {
  readonly events: WebRtcLegEvents
  /** Whether it has a connection: from its answer until it is closed. */
  connection: boolean
}

/** Legs that hold a connection from their answer on; `refuse` makes the answer fail. */
export function fakeLegs({ refuse = false } = {}) {
  const legs: FakeLeg[] = []
  const createLeg: WebRtcLegFactory = (events) => {
    let closed = false
    const leg: FakeLeg = {
      events,
      connection: false,
      answer: vi.fn(async () => {
        if (refuse || closed) throw new Error('no connection')
        leg.connection = true
        return 'answer of the gateway'
      }),
      send: vi.fn(),
      close: vi.fn(() => {
        closed = true
        leg.connection = false
      }),
    }
    legs.push(leg)
    return leg
  }
  return { legs, createLeg }
}
