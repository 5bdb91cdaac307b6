import { describe, expect, it } from 'vitest'
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
  it.each(['host:99999', 'a b', 'host/path', '[fe80::1%eth0]:5060', ''])('an address that cannot be read stays as it is: %j', (ip) =>
    expect(policy({ ip })).toMatchObject({ server: { host: ip, port: null }, domain: ip }),
  )
  it('a domain alone is the address', () =>
    expect(policy({ ip: '', domain: 'd.example' })).toMatchObject({ server: { host: 'd.example', port: null }, domain: 'd.example' }))
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
it.each(['', 'a b', 'host:', 'host:0', '[::1', 'a/b', '[fe80::1%eth0]:5060'])('%j is no address', (text) => expect(readHostPort(text)).toBeNull())
