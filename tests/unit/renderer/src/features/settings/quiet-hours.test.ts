import { expect, it } from 'vitest'
import { minutesOf } from '../../../../../../renderer/src/features/settings/quiet-hours.tsx'

it('reads a time of day as people write it', () => {
  expect(['20:00', '8:05', '20.30', '0730', '7', '00:00', '23:59'].map(minutesOf)).toEqual([1200, 485, 1230, 450, 420, 0, 1439])
  expect(['24:00', '12:60', '', 'eight', '1:2', '12:345', '8 pm'].map(minutesOf)).toEqual([null, null, null, null, null, null, null])
})
