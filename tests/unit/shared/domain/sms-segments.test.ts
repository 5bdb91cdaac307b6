import { expect, it } from 'vitest'
import { smsSegments } from '../../../../shared/domain/sms-segments.ts'

it.each([
  ['nothing', '', 1, 160],
  ['160 plain signs', 'a'.repeat(160), 1, 0],
  ['161 plain signs', 'a'.repeat(161), 2, 145],
  ['the euro sign counts twice', '€'.repeat(80), 1, 0],
  ['umlauts of the GSM alphabet', 'äöüß'.repeat(40), 1, 0],
  ['one sign outside of it', `${'a'.repeat(69)}\u0142`, 1, 0],
  ['71 signs outside', '\u0142'.repeat(71), 2, 63],
  ['an emoji counts as two', '😀'.repeat(35), 1, 0],
])('%s', (_name, text, parts, left) => expect(smsSegments(text)).toEqual({ parts, left }))
