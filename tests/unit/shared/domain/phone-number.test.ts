import { expect, it } from 'vitest'
import { displayNumber, lineNumber } from '../../../../shared/domain/phone-number.ts'

it('shows a short number as it is, and groups others', () => {
  expect([displayNumber('10000', 'DE'), displayNumber('112', 'DE'), displayNumber('03023125110', 'DE')]).toEqual([
    '10000',
    '112',
    '+49\u00a030\u00a023125110',
  ])
})

it('@intake shows a vanity number as it is written, and @postdial tones behind the number', () => {
  expect(['0800-FLOWERS', '030 23125110,,4711#', '10001,,12'].map((n) => displayNumber(n, 'DE'))).toEqual([
    '0800-FLOWERS',
    '+49\u00a030\u00a023125110 ,,4711#',
    '10001,,12',
  ])
})

it('groups the user name of a line only where it is a number in full: other digits may be a customer number', () => {
  expect(['+493023125110', '00493023125110', '493023125110', '105', 'office'].map(lineNumber)).toEqual([
    '+49\u00a030\u00a023125110',
    '+49\u00a030\u00a023125110',
    '493023125110',
    '105',
    'office',
  ])
})
