import { expect, it } from 'vitest'
import { readAccessNumbers } from '../../../../../electron/main/provider/online-callthrough.ts'

it('access numbers with an empty map as []', () => {
  const body = {
    dialinnumberGeo: { de: '4930123456', xx1: '1' },
    dialinnumberFree: { us: '18001234567' },
    callbacknumberFree: [],
    dialinnumber: '',
  }
  expect(readAccessNumbers(body)).toMatchObject({
    dialInLocal: { DE: '+4930123456' },
    dialInFree: { US: '+18001234567' },
    callbackFree: {},
    personal: null,
  })
})
