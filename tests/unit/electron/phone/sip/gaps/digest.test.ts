import { expect, it } from 'vitest'
import { createDigest } from '../../../../../../electron/phone/sip/gaps/digest.ts'

// RFC 7616 section 3.9.1
const nonce = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v'
const opaque = 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS'
const request = { method: 'GET', ruri: '/dir/index.html' } as never
it.each([
  ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
  ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  // not in the RFC's example; computed with another library
  ['SHA-512-256', '430d05014cecc49cab6fbe03176d41a1da86cbfe24a16580e22aaad928d960d0'],
])('the RFC’s example with %s', (algorithm, response) => {
  const digest = createDigest('Mufasa', 'Circle of Life', () => 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ')
  expect(digest.authenticate(request, { algorithm, realm: 'http-auth@example.org', nonce, opaque, qop: ['auth', 'auth-int'] } as never)).toBe(true)
  expect(digest.toString()).toContain(`response="${response}"`)
  expect(digest.toString()).toContain('nc=00000001')
  digest.authenticate(request, { algorithm, realm: 'http-auth@example.org', nonce, opaque, qop: ['auth'] } as never)
  expect(digest.toString()).toContain('nc=00000002')
})
it('refuses an algorithm and a quality of protection that it does not support', () => {
  const digest = createDigest('u', 'p')
  expect(digest.authenticate(request, { algorithm: 'SHA-512', realm: 'r', nonce: 'n' } as never)).toBe(false)
  expect(digest.authenticate(request, { realm: 'r', nonce: 'n', qop: ['auth-int'] } as never)).toBe(false)
})
it('cannot be made to break its own header', () => {
  const digest = createDigest('a"b\r\nX: y', 'p')
  digest.authenticate(request, { realm: 'r', nonce: 'n' } as never)
  expect(digest.toString()).not.toContain('\n')
  expect(digest.toString()).toContain('username="a\\"bX: y"')
})
