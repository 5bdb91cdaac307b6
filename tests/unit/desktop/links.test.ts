import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDialRequests, isOrdinary, numberIn } from '../../../electron/main/desktop/dial-requests.ts'
import { loadNumberKinds, numberKind } from '../../../electron/main/desktop/number-kind.ts'
import type { DialRequest } from '../../../shared/desktop.ts'
import { isCallLink, readCallLink } from '../../../shared/link.ts'

describe('a link', () => {
  it.each([
    ['tel:+44(0)7700-900123', '+44(0)7700-900123'],
    ['TEL:+493023125110', '+493023125110'],
    ['tel:+49%2030%2023125', '+49 30 23125'],
    ['tel://030123456', '030123456'],
    ['tel:7042;phone-context=+1914555', '+19145557042'],
    ['tel:+1-201-555-0123;ext=12', '+1-201-555-0123'],
    ['tel:863-1234;phone-context=example.com', '863-1234'],
    ['tel:%2B49301234', '+49301234'],
    ['tel:*21*030123%23', '*21*030123#'],
    ['callto:+49301234', '+49301234'],
    ['callto://+49301234', '+49301234'],
    ['sip:+49301234@example.com', '+49301234'],
    ['sip:desk@example.com:5060;transport=tcp?Replaces=x%40y', 'desk'],
    ['sips:alice:secret@example.com', 'alice'],
    ['sip:30', '30'],
  ])('%s asks for %s', (url, number) => expect(readCallLink(url)).toEqual({ number, said: url }))

  it.each([
    ['tel:'],
    ['tel:abc'],
    ['tel:+'],
    ['tel:javascript:alert(1)'],
    ['tel:+49301234\u202e5678'],
    ['tel:+4930\n1234'],
    ['tel:+4930%0a1234'],
    ['tel:+49%ZZ'],
    [`tel:+${'1'.repeat(400)}`],
    ['sip:@example.com'],
    ['sip:a b@example.com'],
    ['sip:--help'.replace('--', '%00')],
    ['mailto:a@b'],
    ['https://example.com/tel:123'],
    ['--tel:123'],
    [' tel:123'],
  ])('%s asks for nothing', (url) => expect(readCallLink(url)).toBeNull())

  it('whatever comes in, what goes out can be shown and dialled, and nothing throws', () => {
    fc.assert(
      fc.property(fc.constantFrom('tel:', 'sip:', 'sips:', 'callto:'), fc.string({ unit: 'binary', maxLength: 400 }), (scheme, rest) => {
        const link = readCallLink(scheme + rest)
        if (link) expect(link.number).toMatch(/^[+\w.*#!~'()\s/-]{1,80}$/)
        expect(isCallLink(scheme + rest)).toBe(true)
      }),
    )
  })
})

describe('a number in a copied text', () => {
  it.each([
    ['+49 30 23125 110', '+49 30 23125 110'],
    ['(030) 23125-110', '(030) 23125-110'],
    ['Call us: +49 30 23125 110, every day', '+49 30 23125 110'],
    ['Tel. 030/23125110', '030/23125110'],
    ['*100#', '*100#'],
  ])('%s', (text, number) => expect(numberIn(text)).toBe(number))
  it.each([['no number here'], ['+49 30 23125 110 or +49 30 23125 111'], ['order 4711'], ['']])('%s holds none, or more than one', (text) =>
    expect(numberIn(text)).toBeNull(),
  )
})

it('what kind of number it is comes from the numbering plans', async () => {
  await loadNumberKinds()
  expect(numberKind('+4915123456789', 'DE')).toEqual({ region: 'DE', mobile: true, ordinary: true })
  expect(numberKind('030 23125110', 'DE')).toEqual({ region: 'DE', mobile: false, ordinary: true })
  expect(numberKind('0900 3123456', 'DE')).toMatchObject({ ordinary: false })
  expect([numberKind('110', 'DE'), numberKind('*21*0301234567#', 'DE'), numberKind('desk', 'DE')]).toEqual([null, null, null])
})

it.each([
  ['03023125110', true],
  ['+49 151 23456789', true],
  ['0800 1234567', true],
  ['0900 3123456', false],
  ['0137 7123456', false],
  ['0180 5123456', false],
  ['+44 20 7946 0018', false],
  ['+882 1234567890', false],
  ['112', false],
  ['*31#03023125110', false],
])('links to %s may go without a question: %s', async (number, may) => expect(await isOrdinary(number, 'DE')).toBe(may))

describe('a wish to call', () => {
  const set = (part: Partial<Parameters<typeof createDialRequests>[0]> = {}) => {
    const seen: { requests: (DialRequest | null)[]; dialled: string[]; shown: number } = { requests: [], dialled: [], shown: 0 }
    const requests = createDialRequests({
      region: () => 'DE',
      withoutAsking: () => false,
      linksAllowed: () => true,
      dial: async (number) => void seen.dialled.push(number),
      onChange: (request) => void seen.requests.push(request),
      show: () => void (seen.shown += 1),
      readClipboard: async () => 'Front desk: +49 30 23125 110',
      log: { info: () => {}, warn: () => {} },
      ...part,
    })
    return { requests, seen }
  }
  it('is shown and asked about; the newest one stands, and an answer to an older one takes nothing away', async () => {
    const { requests, seen } = set()
    expect(await requests.openLink('tel:+493023125110')).toBe(true)
    await requests.dialClipboard()
    expect(seen.requests).toMatchObject([
      { number: '+493023125110', origin: 'link', said: 'tel:+493023125110', ordinary: true },
      { number: '+49 30 23125 110', origin: 'clipboard', said: 'Front desk: +49 30 23125 110', ordinary: false },
    ])
    requests.done(seen.requests[0]?.id ?? '')
    expect(seen.requests).toHaveLength(2)
    requests.done(seen.requests[1]?.id ?? '')
    expect(seen.requests.at(-1)).toBeNull()
    expect([seen.shown, seen.dialled]).toEqual([2, []])
  })
  it('goes without a question only where the user said so, only for ordinary numbers, only from links', async () => {
    const { requests, seen } = set({ withoutAsking: () => true })
    await requests.openLink('tel:03023125110')
    expect([seen.dialled, seen.requests]).toEqual([['03023125110'], []])
    for (const url of ['tel:+442079460018', 'tel:09003123456', 'tel:112', 'tel:*21*0301%23']) await requests.openLink(url)
    await requests.ask('03023125110', 'command-line')
    expect(seen.dialled).toHaveLength(1)
    expect(seen.requests).toHaveLength(5)
  })
  it('is asked about when the call does not begin, so that nothing is lost', async () => {
    const { requests, seen } = set({ withoutAsking: () => true, dial: () => Promise.reject(new Error('no line')) })
    await requests.openLink('tel:03023125110')
    expect(seen.requests).toMatchObject([{ number: '03023125110' }])
  })
  it('is refused where there is no number, and where links are switched off', async () => {
    const { requests } = set({ readClipboard: async () => 'nothing' })
    await expect(requests.dialClipboard()).rejects.toMatchObject({ code: 'number-invalid' })
    expect(await requests.openLink('tel:abc')).toBe(false)
    const off = set({ linksAllowed: () => false })
    expect(await off.requests.openLink('tel:03023125110')).toBe(false)
    expect(off.seen.requests).toEqual([])
  })
})
