import { expect, it } from 'vitest'
import { isOrdinary, loadNumberKinds, numberKind } from '../../../../../electron/main/calls/number-kind.ts'

it('what kind of number it is comes from the numbering plans', async () => {
  await loadNumberKinds()
  expect(numberKind('+4915123456789', 'DE')).toEqual({ region: 'DE', mobile: true, ordinary: true, premium: false })
  expect(numberKind('030 23125110', 'DE')).toEqual({ region: 'DE', mobile: false, ordinary: true, premium: false })
  expect(numberKind('0900 3123456', 'DE')).toMatchObject({ ordinary: false, premium: true })
  expect([numberKind('110', 'DE'), numberKind('*21*0301234567#', 'DE'), numberKind('desk', 'DE')]).toEqual([null, null, null])
})

it.each([
  ['03023125110', true],
  ['+49 151 23456789', true],
  ['0800 1234567', true],
  ['0900 3123456', false],
  ['0137 7123456', false],
  ['0180 5123456', false],
  ['+44 20 7946 0018', false],
  ['+882 1234567890', false],
  ['112', false],
  ['*31#03023125110', false],
  ['03023125110,,12', false],
])('links to %s may go without a question: %s', async (number, may) => expect(await isOrdinary(number, 'DE')).toBe(may))
