import { expect, it } from 'vitest'
import {
  afterAttempt,
  endRedial,
  isWithin,
  REDIAL_AFTER,
  type Redial,
  startRedial,
  useAutoRedial,
} from '../../../../../renderer/src/state/auto-redial.ts'
import { rateOf } from '../../../../support/rate.ts'

const eur = (units: number) => ({ units, currency: 'EUR' })
const redial: Redial = { number: '030 123456', lineId: 'sip_1', left: 2, cap: eur(1000), nextAt: null, callId: 'call-0001' }
const ended = (code: 'busy' | 'cancelled' | 'no-answer' | 'not-found') =>
  ({ state: 'ended', end: { code, status: null, text: '', redirect: null } }) as const

it('@forward a busy number is called again after a while, as often as was allowed', () => {
  expect(afterAttempt(redial, ended('busy'), 1000)).toEqual({ ...redial, callId: null, nextAt: 1000 + REDIAL_AFTER * 1000 })
  expect(afterAttempt({ ...redial, left: 0 }, ended('busy'), 1000)).toBe('tries')
})
it('@forward anything but busy ends it', () => {
  expect(afterAttempt(redial, { state: 'connected', end: null }, 1000)).toBe('answered')
  expect(afterAttempt(redial, ended('cancelled'), 1000)).toBe('input')
  expect(afterAttempt(redial, ended('not-found'), 1000)).toBe('failed')
  expect(afterAttempt(redial, { state: 'ringing', end: null }, 1000)).toBeNull()
})
it('@forward no attempt costs more than was allowed, nor one whose price is not known', () => {
  const rate = { ...rateOf(0), price: eur(1000) }
  expect([isWithin(eur(1000), rate), isWithin(eur(999), rate), isWithin({ units: 1000, currency: 'USD' }, rate)]).toEqual([true, false, false])
  expect([isWithin(eur(1000), null), isWithin(eur(1000), { ...rate, price: null }), isWithin(null, null), isWithin(null, rate)]).toEqual([
    false,
    false,
    true,
    false,
  ])
})
it('@forward is started and ended once, and says why', () => {
  startRedial({ number: '030 123456', lineId: 'sip_1', left: 3, cap: null }, 500)
  expect(useAutoRedial.getState()).toMatchObject({ redial: { left: 3, nextAt: 500 + REDIAL_AFTER * 1000 }, ended: null })
  endRedial('input')
  endRedial('tries')
  expect(useAutoRedial.getState()).toEqual({ redial: null, ended: 'input' })
})
