import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Challenge } from '../../../../../../electron/phone/sip/challenge.ts'
import { createDigest } from '../../../../../../electron/phone/sip/gaps/digest.ts'

// RFC 7616 section 3.9.1
const nonce = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v'
const opaque = 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS'
const request = { method: 'GET', ruri: '/dir/index.html' } as never
const challenge: Challenge = {
  algorithm: 'MD5',
  session: false,
  realm: 'http-auth@example.org',
  nonce,
  opaque,
  qop: ['auth', 'auth-int'],
  stale: false,
}
const ask = (digest: ReturnType<typeof createDigest>, part: Partial<Challenge> = {}, of = request): string => {
  expect(digest.authenticate(of, { ...challenge, ...part } as never)).toBe(true)
  return digest.toString()
}
const hash = (text: string) => createHash('md5').update(text).digest('hex')
it.each([
  ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
  ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  // not in the RFC's example; computed with another library
  ['SHA-512-256', '430d05014cecc49cab6fbe03176d41a1da86cbfe24a16580e22aaad928d960d0'],
] as const)('the RFC’s example with %s', (algorithm, response) => {
  const digest = createDigest('Mufasa', 'Circle of Life', () => 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ')
  const first = ask(digest, { algorithm })
  expect(first).toContain(`response="${response}"`)
  expect(first).toContain('nc=00000001')
  expect(ask(digest, { algorithm, qop: ['auth'] })).toContain('nc=00000002')
})
it('the session variant: the key depends on both nonces', () => {
  const header = ask(
    createDigest('u', 'p', () => 'client'),
    { session: true, realm: 'r', nonce: 'n', qop: [] },
  )
  const key = hash(`${hash('u:r:p')}:n:client`)
  expect(header).toContain('algorithm=MD5-sess')
  expect(header).toContain('cnonce="client"')
  expect(header).toContain(`response="${hash(`${key}:n:${hash('GET:/dir/index.html')}`)}"`)
})
it.each([
  ['of sip.js', { body: 'v=0', contentType: 'application/sdp' }, 'v=0'],
  ['as text', 'v=0', 'v=0'],
  ['none', undefined, ''],
])('auth-int takes the body in: %s', (_name, body, text) => {
  const header = ask(
    createDigest('u', 'p', () => 'c'),
    { realm: 'r', nonce: 'n', qop: ['auth-int'] },
    { method: 'INVITE', ruri: 'sip:a', body } as never,
  )
  expect(header).toContain('qop=auth-int')
  expect(header).toContain(`response="${hash(`${hash('u:r:p')}:n:00000001:c:auth-int:${hash(`INVITE:sip:a:${hash(text)}`)}`)}"`)
})
it('cannot be made to break its own header, and writes quotes as they are read', () => {
  const header = ask(createDigest('a"b\r\nX: y', 'p'), { realm: 'my "own" realm' })
  expect(header).not.toContain('\n')
  expect(header).toContain('username="a\\"bX: y"')
  expect(header).toContain('realm="my \\"own\\" realm"')
})
