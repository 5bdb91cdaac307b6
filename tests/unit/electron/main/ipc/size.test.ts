import { expect, it } from 'vitest'
import { isSmall } from '../../../../../electron/main/ipc/size.ts'
import { LONGEST_PIECE } from '../../../../../shared/domain/recording.ts'

it('what the page has to send is small, the longest piece of a recording too', () => {
  for (const args of [
    undefined,
    null,
    1,
    'x',
    { number: '+493023125110' },
    { id: 1, data: new Uint8Array(LONGEST_PIECE) },
    { numbers: Array(20).fill('1') },
  ])
    expect(isSmall(args)).toBe(true)
})

it('characters, bytes, names and values all count', () => {
  expect(isSmall('x'.repeat(50), 100)).toBe(true)
  for (const args of ['x'.repeat(100), new Uint8Array(100), Array(13).fill(0), { ['x'.repeat(100)]: 1 }, new ArrayBuffer(100), new Set([1])])
    expect(isSmall(args, 100)).toBe(false)
})
