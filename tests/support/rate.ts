import type { Rate } from '../../shared/domain/rate.ts'

/** A rate to Britain read at `asOf` (ms since 1970); without a price it is in no price list. */
export const rateOf = (asOf: number, price: Rate['price'] = { units: 890, currency: 'EUR' }): Rate => ({
  number: '0044',
  destination: price ? 'United Kingdom' : '',
  price,
  prefix: '0044',
  asOf,
})
