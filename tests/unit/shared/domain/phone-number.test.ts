import { expect, it } from 'vitest'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'

it('shows a short number as it is, and groups others', () => {
  expect([displayNumber('10000', 'DE'), displayNumber('112', 'DE'), displayNumber('03023125110', 'DE')]).toEqual([
    '10000',
    '112',
    '+49\u00a030\u00a023125110',
  ])
})
