import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayNames, maskNumbers, maskRecord } from '../../../../shared/domain/masking.ts'

/** A text that counts how often it is looked at. */
function counted(text: string): { readonly characters: Pick<string, 'length' | 'charAt'>; readonly reads: () => number } {
  let reads = 0
  return {
    characters: {
      length: text.length,
      charAt(at) {
        reads += 1
        return text.charAt(at)
      },
    },
    reads: () => reads,
  }
}

describe('masking a SIP message', () => {
  it.each([
    ['escaped quotes', '\\"'],
    ['quotes', '"'],
    ['quotes and spaces', '" '],
    ['backslashes', '"\\\\'],
    ['names that end nowhere', '"a <'],
  ])('looks at each character of a packet of %s a fixed number of times', (_name, part) => {
    const { characters, reads } = counted(part.repeat(30_000))
    displayNames(characters)
    expect(reads()).toBeLessThanOrEqual(3 * characters.length)
  })

  it('finds the display names that the regular expression before it found', () => {
    const before = (text: string): string[] => text.match(/"(?:[^"\\]|\\.)*"(?=\s*<)/g) ?? []
    const piece = fc.constantFrom('"', '\\', '<', '>', ' ', '\r\n', '\n', '\u2028', 'a', 'sip:ann@h', '"Ann" <', '\\"', ';tag=1')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        expect(displayNames(text).map(({ start, end }) => text.slice(start, end))).toEqual(before(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('takes the names out of an ordinary message and leaves the rest', () => {
    expect(maskNumbers('From: "Ann \\"A\\" Example"  <sip:ann@h>;tag="x"\r\nTo: "Bob" <sip:1234567@h>')).toBe(
      'From: "..."  <sip:a***@h>;tag="x"\r\nTo: "..." <sip:*****67@h>',
    )
  })
})

it('masking keeps the shape of a message and takes numbers, users, names and addresses', () => {
  const text =
    'INVITE sip:+493023125110@pbx.example SIP/2.0\r\nFrom: "Ann Example" <sip:ann@h>;tag=1\r\nVia: SIP/2.0/UDP 192.168.7.31:5060\r\nX: call 00447700900123 now'
  const masked = maskNumbers(text)
  expect(masked).not.toMatch(/493023125110|Ann|ann@|168\.7|447700900123/)
  expect(masked).toContain('sip:***********10@pbx.example SIP/2.0')
  expect(masked).toContain('UDP 192.x.x.x:5060')
})

it('a record keeps its time and its amount, and the last two digits of its numbers', () => {
  const row = '{"datestart":"2026-11-01 10:00:00","number":"00493012345","caller":"+442079460123","amounttax":"0.0119"}'
  expect(maskRecord(row)).toBe('{"datestart":"2026-11-01 10:00:00","number":"*********45","caller":"***********23","amounttax":"0.0119"}')
})
