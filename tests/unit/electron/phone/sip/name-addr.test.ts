import fc from 'fast-check'
import { Grammar } from 'sip.js'
import { describe, expect, it } from 'vitest'
import { escapeUser, readNameAddr, schemeOf, sipFromTel, writeNameAddr } from '../../../../../electron/phone/sip/name-addr.ts'

describe('a name and address as strangers write them', () => {
  it.each([
    ['<sip:a@b>;tag=1', '', 'sip:a@b', ';tag=1'],
    ['sip:a@b;tag=1', '', 'sip:a@b', ';tag=1'],
    ['tel:+4930123;tag=1', '', 'tel:+4930123', ';tag=1'],
    ['"Jürgen \\"J\\" Müller" <sip:a@b;user=phone>;tag=1', 'Jürgen "J" Müller', 'sip:a@b;user=phone', ';tag=1'],
    ['Müller, Jürgen <sip:a@b>', 'Müller, Jürgen', 'sip:a@b', ''],
    ['John (Work) <tel:+1-201-555-0123>', 'John (Work)', 'tel:+1-201-555-0123', ''],
    ['"Anna <sip:a@b>', 'Anna', 'sip:a@b', ''],
    ['"An"na" <sip:a@b>', 'Anna', 'sip:a@b', ''],
    ['I <3 you <sip:a@b>', 'I <3 you', 'sip:a@b', ''],
    ['< sip:a@b >', '', 'sip:a@b', ''],
  ])('%s', (value, displayName, uri, parameters) => expect(readNameAddr(value)).toEqual({ displayName, uri, parameters }))

  it.each(['', 'Anna', '<>', 'Anna <b>', '"Anna" <sip:a', `<sip:${'a'.repeat(2001)}@b>`])('%s is none', (value) =>
    expect(readNameAddr(value)).toBeNull(),
  )

  it('whatever the name is, sip.js reads it as it was written', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 30 }).map((s) => s.replace(/[\p{C}\r\n]/gu, '').trim())
    fc.assert(
      fc.property(name, (displayName) => {
        const header = Grammar.nameAddrHeaderParse(writeNameAddr({ displayName, uri: 'sip:a@b.example', parameters: ';tag=1' }))
        expect(header?.uri.user).toBe('a')
        expect((header?.displayName ?? '').replace(/\\(.)/gs, '$1')).toBe(displayName)
      }),
    )
  })

  it('whatever the user is, it can be escaped for a URI, and twice is once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (user) => {
        const escaped = escapeUser(user)
        expect(escapeUser(escaped)).toBe(escaped)
        if (escaped) expect(Grammar.nameAddrHeaderParse(`<sip:${escaped}@b.example>`)).toBeDefined()
      }),
    )
  })

  it.each([
    ['tel:+49-30-123456', 'sip:+4930123456@192.0.2.1:5060;user=phone'],
    ['tel:+4930123456;ext=12;phone-context=example.com', 'sip:+4930123456@192.0.2.1:5060;user=phone'],
    ['TEL:*21#', 'sip:*21%23@192.0.2.1:5060;user=phone'],
  ])('%s leads to the server', (tel, sip) => expect(sipFromTel(tel, '192.0.2.1:5060')).toBe(sip))

  it('a scheme is found in any case', () => {
    expect([schemeOf('SIP:a@b'), schemeOf('urn:service:sos'), schemeOf('anna'), schemeOf('sip:')]).toEqual(['sip', 'urn', null, null])
  })
})
