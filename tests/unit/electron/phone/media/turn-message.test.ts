import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  lifetime,
  overUdp,
  readDataIndication,
  readTurnAnswer,
  sendIndication,
  turnRequest,
} from '../../../../../electron/phone/media/turn-message.ts'

it('a request that is signed has the integrity of the long-term mechanism over all that is before it', () => {
  const credentials = { userName: 'relay', password: 'made up', realm: 'test.invalid', nonce: Buffer.from('n0nce') }
  const { data } = turnRequest('allocate', [overUdp, lifetime(600)], credentials)
  const signed = data.subarray(0, -24)
  const key = createHash('md5').update('relay:test.invalid:made up').digest()
  expect(data.subarray(-24, -20).toString('hex')).toBe('00080014')
  expect(data.subarray(-20).equals(createHmac('sha1', key).update(signed).digest())).toBe(true)
  expect(data.readUInt16BE(2)).toBe(data.length - 20)
  expect([data.readUInt16BE(0), data.length % 4]).toEqual([0x0003, 0])
})

it('what a peer sends by way of the relay is read with where it comes from, whatever its length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 65_535 }), (bytes, port) => {
      const there = sendIndication(bytes, { address: '192.0.2.7', port })
      expect(readDataIndication(there)).toBeNull()
      // the server's own differs from ours in its type
      there.writeUInt16BE(0x0017, 0)
      expect(readDataIndication(there)).toEqual({ data: Buffer.from(bytes), from: { address: '192.0.2.7', port } })
    }),
  )
})

it('an error names what the server wants', () => {
  const attribute = (type: number, value: Buffer): Buffer => {
    const head = Buffer.alloc(4)
    head.writeUInt16BE(type, 0)
    head.writeUInt16BE(value.length, 2)
    return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)])
  }
  const body = Buffer.concat([
    attribute(0x0009, Buffer.from([0, 0, 4, 1])),
    attribute(0x0014, Buffer.from('r')),
    attribute(0x0015, Buffer.from('n1')),
  ])
  const head = Buffer.from(`011300002112a442${'00'.repeat(12)}`, 'hex')
  head.writeUInt16BE(body.length, 2)
  expect(readTurnAnswer(Buffer.concat([head, body]))).toMatchObject({ ok: false, code: 401, realm: 'r', nonce: Buffer.from('n1'), relayed: null })
})

it('@torture anything else is no message, and nothing throws', () => {
  const cookie = Buffer.from('2112a442', 'hex')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.boolean(), (bytes, looksLikeOne) => {
      const data = Buffer.from(bytes)
      if (looksLikeOne && data.length >= 8) cookie.copy(data, 4)
      readTurnAnswer(data)
      readDataIndication(data)
    }),
  )
})
