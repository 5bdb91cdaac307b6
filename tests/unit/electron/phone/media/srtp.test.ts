import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildRtp } from '../../../../../electron/phone/media/rtp.ts'
import { cryptoLine, newCrypto, readCryptoLines, SrtpContext } from '../../../../../electron/phone/media/srtp.ts'

const rtp = (sequence: number, text = 'audio'): Buffer =>
  buildRtp({ payloadType: 8, marker: false, sequence, timestamp: sequence * 160, ssrc: 0xcafebabe, payload: Buffer.from(text) })

it('the packet that libsrtp uses to test AES_CM_128_HMAC_SHA1_80 comes out as it does there', () => {
  // key, salt, packet and result of libsrtp's own validation (test/srtp_driver.c): published test data, key of RFC 3711 B.3
  const key = Buffer.from('e1f97a0d3e018be0d64fa32c06de4139' + '0ec675ad498afeebb6960b3aabe6', 'hex')
  const plain = Buffer.from(`800f1234decafbadcafebabe${'ab'.repeat(16)}`, 'hex')
  const secret = Buffer.from('800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb', 'hex')
  const suite = 'AES_CM_128_HMAC_SHA1_80' as const
  expect(new SrtpContext({ tag: 1, suite, key }).protect(plain).toString('hex')).toBe(secret.toString('hex'))
  expect(new SrtpContext({ tag: 1, suite, key }).open(secret)?.toString('hex')).toBe(plain.toString('hex'))
})

it('what one side protects the other opens, over the wrap of the sequence, with loss and disorder, each packet once', () => {
  const crypto = newCrypto()
  const [out, back] = [new SrtpContext(crypto), new SrtpContext(crypto)]
  const packets = Array.from({ length: 40 }, (_, i) => out.protect(rtp((65_520 + i) & 0xffff, `n${i}`)))
  const order = [...packets.keys()].filter((i) => i % 7 !== 3)
  for (let i = 1; i < order.length; i += 5) [order[i - 1], order[i]] = [order[i]!, order[i - 1]!]
  for (const i of order) expect(back.open(packets[i]!)?.subarray(12).toString()).toBe(`n${i}`)
  for (const i of order) expect(back.open(packets[i]!)).toBeNull()
})

it('reports are protected and opened the same way, and a forged or repeated one is not', () => {
  const crypto = newCrypto()
  const [out, back] = [new SrtpContext(crypto), new SrtpContext(crypto)]
  const report = Buffer.from('81c80001deadbeef0011223344556677', 'hex')
  const sent = out.protectReport(report)
  expect(sent.includes(report.subarray(8))).toBe(false)
  expect(back.openReport(sent)).toEqual(report)
  expect(back.openReport(sent)).toBeNull()
  expect(back.openReport(Buffer.concat([sent.subarray(0, -1), Buffer.from([sent.at(-1)! ^ 1])]))).toBeNull()
})

it('nothing from the network makes it throw, and nothing forged is opened', () => {
  const context = new SrtpContext(newCrypto())
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      (data) => context.open(Buffer.from(data)) === null && context.openReport(Buffer.from(data)) === null,
    ),
  )
})

it('a crypto attribute is read as it was written; what changes the packets’ form is refused', () => {
  const crypto = newCrypto(3)
  expect(readCryptoLines(`m=audio 1 RTP/SAVP 8\r\n${cryptoLine(crypto)}\r\n`.replace(/\r\n/g, '\n'))).toEqual([crypto])
  const inline = crypto.key.toString('base64')
  const line = (rest: string, suite = 'AES_CM_128_HMAC_SHA1_80') => readCryptoLines(`a=crypto:1 ${suite} inline:${inline}${rest}\n`)
  expect(line('|2^20')).toHaveLength(1)
  expect(line('|2^20|1:4')).toEqual([])
  expect(line(' UNENCRYPTED_SRTP')).toEqual([])
  expect(line('', 'F8_128_HMAC_SHA1_80')).toEqual([])
})
