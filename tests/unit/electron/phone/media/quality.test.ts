import { describe, expect, it } from 'vitest'
import { estimateMos, oneWayDelay, QualityMean } from '../../../../../electron/phone/media/quality.ts'

describe('quality', () => {
  it('follows the E-model: G.711 without loss is good, loss and delay cost', () => {
    expect(estimateMos('PCMA', 0, 50)).toBeCloseTo(4.38, 1)
    expect(estimateMos('PCMA', 0.05, 50)).toBeLessThan(3.9)
    expect(estimateMos('PCMA', 0.2, 50)).toBeLessThan(2.6)
    expect(estimateMos('PCMA', 0, 400)).toBeLessThan(estimateMos('PCMA', 0, 150) - 0.3)
    expect(estimateMos('opus', 1, 5000)).toBe(1)
    expect(oneWayDelay(100, 10)).toBe(135)
  })
  it('means leave out what was not known', () => {
    const mean = new QualityMean()
    expect(mean.value).toBeNull()
    mean.add({ mos: 4, jitter: 2, loss: 0, roundTrip: null, remoteLoss: null })
    mean.add({ mos: 3, jitter: 4, loss: 0.1, roundTrip: 80, remoteLoss: 0.5 })
    expect(mean.value).toEqual({ mos: 3.5, jitter: 3, loss: 0.05, roundTrip: 80, remoteLoss: 0.5 })
  })
})
