import { expect, it } from 'vitest'
import { loadNumberKinds, numberKind } from '../../../../../electron/main/calls/number-kind.ts'

it('what kind of number it is comes from the numbering plans', async () => {
  await loadNumberKinds()
  expect(numberKind('+4915123456789', 'DE')).toEqual({ region: 'DE', mobile: true, ordinary: true })
  expect(numberKind('030 23125110', 'DE')).toEqual({ region: 'DE', mobile: false, ordinary: true })
  expect(numberKind('0900 3123456', 'DE')).toMatchObject({ ordinary: false })
  expect([numberKind('110', 'DE'), numberKind('*21*0301234567#', 'DE'), numberKind('desk', 'DE')]).toEqual([null, null, null])
})
