import { describe, expect, it } from 'vitest'
import { dialledForm } from '../../../../shared/domain/dial-plan.ts'
import { isEmergencyNumber } from '../../../../shared/domain/emergency.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { lineFacts, linePolicy, passwordCandidates, readFlag, readHostPort } from '../../../../shared/domain/voip-line.ts'

const base = { type: 'SIP', username: 'demo', password: 'x', ip: '111.222.333.444:50123' }
const policy = (fields: Record<string, string>) => linePolicy({ id: 'sip_1', fields: { ...base, ...fields } })

describe('each field of the provider’s record has its effect', () => {
  it.each([
    ['username', { username: 'u' }, { userName: 'u' }],
    ['ip with octets that cannot be', {}, { server: { host: '111.222.333.444', port: 50_123 }, domain: '111.222.333.444' }],
    ['ip without a port', { ip: 'sip.example' }, { server: { host: 'sip.example', port: null } }],
    ['ip, version 6', { ip: '[2001:db8::1]:5070' }, { server: { host: '2001:db8::1', port: 5070 } }],
    ['domain', { domain: 'd.example' }, { domain: 'd.example' }],
    ['stun_server', { stun_server: 'stun.example:3479' }, { stun: { host: 'stun.example', port: 3479 } }],
    ['stun_server empty', { stun_server: '' }, { stun: null }],
    [
      'proxy',
      { proxy: 'sip:proxy.example:5065' },
      { server: { host: 'proxy.example', port: 5065 }, outboundProxy: false, domain: '111.222.333.444' },
    ],
    ['enable_outbound_proxy', { proxy: 'proxy.example', enable_outbound_proxy: 'true' }, { outboundProxy: true }],
    ['enable_outbound_proxy without a proxy', { enable_outbound_proxy: 'true' }, { outboundProxy: false }],
    ['prefix', { prefix: '+49' }, { dialling: { prefix: '49', escapePlus: false, forbidSelfCall: false } }],
    ['escape_plus', { escape_plus: 'true' }, { dialling: { prefix: '', escapePlus: true, forbidSelfCall: false } }],
    ['forbid_self_call', { forbid_self_call: 'true' }, { dialling: { prefix: '', escapePlus: false, forbidSelfCall: true } }],
    ['transports, all', { transport_udp: 'true', transport_tcp: 'true', transport_tls: 'true' }, { transports: ['tls', 'tcp', 'udp'] }],
    ['transports, none', {}, { transports: ['udp'] }],
    [
      'transport_use_standard_ports',
      { transport_use_standard_ports: 'true' },
      { standardPorts: true, server: { host: '111.222.333.444', port: 50_123 } },
    ],
    ['echo_cancellation', { echo_cancellation: 'true' }, { echoCancellation: true }],
    ['unknown_incoming_call_name', { unknown_incoming_call_name: 'Unbekannt' }, { unknownCallerName: 'Unbekannt' }],
  ])('%s', (_name, fields, expected) => expect(policy(fields)).toMatchObject(expected))
  it.each([{ username: '' }, { ip: '' }, { ip: 'host:99999' }])('no line comes of %j', (fields) => expect(policy(fields)).toBeNull())
  it('says what became of each field, and never shows a password', () => {
    const facts = lineFacts({
      ...base,
      domain: '',
      wifi_only: 'true',
      codec_ilbc: 'true',
      codec_speex8: 'true',
      codec_speex16: 'true',
      something_new: '1',
    })
    expect(Object.fromEntries(facts.map((f) => [f.field, f.effect]))).toEqual({
      type: 'used',
      username: 'used',
      password: 'used',
      ip: 'used',
      domain: 'default',
      wifi_only: 'not-applicable',
      codec_ilbc: 'not-available',
      codec_speex8: 'not-available',
      codec_speex16: 'not-available',
      something_new: 'not-applicable',
    })
    expect(JSON.stringify(facts)).not.toContain('"x"')
  })
})

describe('the password’s candidates', () => {
  it.each([
    ['demo', ['demo']],
    ['bWFkZSB1cA==', ['made up', 'bWFkZSB1cA==']],
    ['w7xiZXI=', ['über', 'w7xiZXI=']],
    ['YWJj\n', ['YWJj\n']],
    ['AAEC', ['AAEC']],
    [btoa('pässwörd'), ['pässwörd', btoa('pässwörd')]],
    [btoa('Zürich'), ['Zürich', btoa('Zürich')]],
    [btoa('\u00fc\u0080'), [btoa('\u00fc\u0080')]],
    ['', ['']],
  ])('%j', (text, candidates) => expect(passwordCandidates(text)).toEqual(candidates))
})

it.each([
  ['true', true],
  ['TRUE', true],
  ['1', true],
  [1, true],
  ['on', true],
  ['false', false],
  ['', false],
  [null, false],
  ['0', false],
])('the flag %j is %s', (value, expected) => expect(readFlag(value)).toBe(expected))
it.each(['', 'a b', 'host:', 'host:0', '[::1', 'a/b'])('%j is no address', (text) => expect(readHostPort(text)).toBeNull())

describe('what is really dialled', () => {
  const plain = { prefix: '', escapePlus: false, forbidSelfCall: true }
  const dial = (text: string, rules = plain) => dialledForm(text, rules, 'DE', 'demo')
  it.each([
    ['+44 7700 900123', '+447700900123', '+447700900123'],
    ['0044 (7700) 900-123', '00447700900123', '+447700900123'],
    ['+49 (0)30 23125 110', '+493023125110', '+493023125110'],
    ['030/23125110', '03023125110', '+493023125110'],
    ['tel:+1-202-555-0147', '+12025550147', '+12025550147'],
    ['0800 FLOWERS', '08003569377', null],
    ['10000', '10000', null],
    ['*43#', '*43#', null],
    ['ONNET214806', 'ONNET214806', null],
  ])('%s', (typed, target, e164) => expect(dial(typed)).toMatchObject({ kind: 'number', target, emergency: false, ...(e164 ? { e164 } : {}) }))
  it('follows the line’s rules', () => {
    expect(dial('030 23125110', { ...plain, prefix: '49' })).toMatchObject({ target: '+493023125110' })
    expect(dial('030 23125110', { ...plain, prefix: '49', escapePlus: true })).toMatchObject({ target: '00493023125110' })
    expect(dial('+447700900123', { ...plain, escapePlus: true })).toMatchObject({ target: '00447700900123' })
  })
  it('knows the destination’s country, also where a code is shared', () => {
    expect([dial('+447700900123'), dial('030 23125110'), dial('+12025550147')]).toMatchObject([{ region: 'GB' }, { region: 'DE' }, { region: 'US' }])
  })
  it('shows a short number as it is, and groups others', () => {
    expect([displayNumber('10000', 'DE'), displayNumber('112', 'DE'), displayNumber('03023125110', 'DE')]).toEqual([
      '10000',
      '112',
      '+49\u00a030\u00a023125110',
    ])
  })
  it('leaves emergency and short numbers as typed', () => {
    expect(dial('112', { ...plain, prefix: '49', escapePlus: true })).toMatchObject({ target: '112', emergency: true })
    expect(dial('1 1 0')).toMatchObject({ target: '110', emergency: true })
    expect(dial('0800', { ...plain, prefix: '49' })).toMatchObject({ target: '0800' })
  })
  it.each(['', '  ', '<script>', 'a b c@d', '😀'])('refuses %j', (typed) => expect(dial(typed)).toEqual({ kind: 'refused', code: 'number-invalid' }))
  it('refuses the line itself where the provider says so', () => {
    expect(dial('demo')).toEqual({ kind: 'refused', code: 'self-call' })
    expect(dial('demo', { ...plain, forbidSelfCall: false })).toMatchObject({ kind: 'number' })
  })
  it('knows emergency numbers by region, and more of them where the region is unknown', () => {
    expect([
      isEmergencyNumber('110', 'DE'),
      isEmergencyNumber('110', 'GB'),
      isEmergencyNumber('999', 'GB'),
      isEmergencyNumber('112', 'XX'),
      isEmergencyNumber('000', 'XX'),
      isEmergencyNumber('1120', 'DE'),
    ]).toEqual([true, false, true, true, true, false])
  })
})
