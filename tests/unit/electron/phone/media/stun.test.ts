import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readBindingAnswer } from '../../../../../electron/phone/media/stun.ts'

it('a STUN answer gives the address, and only the answer to our question', () => {
  const transaction = Buffer.alloc(12, 7)
  const answer = Buffer.concat([
    Buffer.from('0101000c2112a442', 'hex'),
    transaction,
    Buffer.from('002000080001', 'hex'),
    Buffer.from([(4000 ^ 0x2112) >> 8, (4000 ^ 0x2112) & 255]),
    Buffer.from('e11ba54e', 'hex').map((b, i) => b ^ [0, 0, 0, 0][i]!),
  ])
  expect(readBindingAnswer(answer, transaction)).toEqual({ address: '192.9.1.12', port: 4000, other: null })
  expect(readBindingAnswer(answer, Buffer.alloc(12, 8))).toBeNull()
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (data) => readBindingAnswer(Buffer.from(data), transaction) === null))
})
