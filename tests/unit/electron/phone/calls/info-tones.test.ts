import { expect, it } from 'vitest'
import { readTones } from '../../../../../electron/phone/calls/info-tones.ts'

it.each([
  ['Signal=5\r\nDuration=160', '5'],
  [' Signal = a \r\n', 'A'],
  ['Duration=160\r\nSignal=#', '#'],
  ['*', '*'],
  ['  7 \r\n', '7'],
  ['', ''],
  ['Signal=12', '1'],
  ['Signal=x', ''],
])('%j is the tone %j', (body, tone) => expect(readTones(body)).toBe(tone))
it('reads the start of a body only, whose search takes the square of its length', () => {
  expect(readTones(`${'\n'.repeat(300)}Signal=5`)).toBe('')
  expect(readTones(`${'\n'.repeat(1_000_000)}x`)).toBe('')
})
