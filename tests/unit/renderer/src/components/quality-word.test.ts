import { expect, it } from 'vitest'
import { qualityWord } from '../../../../../renderer/src/components/quality-word.ts'

it.each([
  [4.3, 'good'],
  [3.5, 'fair'],
  [2, 'poor'],
] as const)('a MOS of %s is %s', (mos, word) => expect(qualityWord(mos)).toBe(word))
