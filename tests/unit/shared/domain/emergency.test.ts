import { expect, it } from 'vitest'
import { isEmergencyNumber } from '../../../../shared/domain/emergency.ts'

it('knows emergency numbers by region, and more of them where the region is unknown', () => {
  expect([
    isEmergencyNumber('110', 'DE'),
    isEmergencyNumber('110', 'GB'),
    isEmergencyNumber('999', 'GB'),
    isEmergencyNumber('112', 'XX'),
    isEmergencyNumber('000', 'XX'),
    isEmergencyNumber('1120', 'DE'),
  ]).toEqual([true, false, true, true, true, false])
})
