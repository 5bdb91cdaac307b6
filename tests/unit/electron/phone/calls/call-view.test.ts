import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { measuredView, newView } from '../../../../../electron/phone/calls/call-view.ts'

beforeEach(() => void vi.useFakeTimers({ now: 10_000 }))
afterEach(() => void vi.useRealTimers())

const quality = { mos: 4.21, roundTrip: null, jitter: 3, loss: 0, remoteLoss: null }
const ringing = newView('call-0001', 'line-1', null)

it('a measurement belongs to the interval since the answer', () => {
  expect(measuredView({ ...ringing, connectedAt: 7000 }, quality)).toEqual({ quality, trace: { interval: 2000, values: [null, 4.2] } })
})
it('what is measured before the answer is not part of the call', () => {
  expect(measuredView(ringing, quality)).toEqual({ quality, trace: { interval: 2000, values: [] } })
})
