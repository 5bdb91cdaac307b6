import { once } from 'node:events'
import { header, method } from '../sandbox/sip-text.ts'
import { answersDigest } from '../support/peers/digest-check.ts'
import { type Request, Stranger } from '../support/peers/stranger.ts'
import { dial, leaveCalls } from '../support/phone-screen.ts'
import { readState } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { withPhone } from '../support/with-app.ts'

// Registrars and proxies that challenge as few do: each answer is computed again here, and must be right.
let peer: Stranger
let other: Stranger
let page: Page

const { button, state } = withPhone(
  async (scope) => {
    peer = scope.add(await Stranger.start(), (p) => p.close())
    other = scope.add(await Stranger.start(), (p) => p.close())
    return { tone: 1000, lines: { sip_1: peer.line('stranger') } }
  },
  (started) => {
    ;({ page } = started)
  },
)
test.afterEach(() => {
  peer.onRegister = () => null
  peer.extra = []
})

const lineId = async (): Promise<string> => (await readState(page)).lines.lines[0]?.id ?? ''
/** Makes the line register again. */
const again = async (): Promise<void> => {
  await page.evaluate((id) => window.dialdesk.lines.retry({ lineId: id }), await lineId())
}
const right = (request: Request, realm: string, nonce: string, from = 'authorization'): boolean =>
  answersDigest({ credentials: header(request, from), method: method(request), body: request.body, password: 'pw-stranger', realm, nonce })

for (const [name, challenge, realm, nonce] of [
  ['MD5 without qop', 'Digest realm="r", nonce="n1"', 'r', 'n1'],
  ['SHA-256', 'Digest realm="r", nonce="n2", algorithm=SHA-256, qop="auth"', 'r', 'n2'],
  ['SHA-512-256', 'Digest realm="r", nonce="n3", algorithm=SHA-512-256, qop="auth"', 'r', 'n3'],
  ['MD5-sess', 'Digest realm="r", nonce="n4", algorithm=MD5-sess, qop="auth"', 'r', 'n4'],
  ['auth-int alone', 'Digest realm="r", nonce="n5", algorithm=MD5, qop="auth-int"', 'r', 'n5'],
  ['unquoted values', 'Digest realm=r, nonce=n6, algorithm="MD5", qop=auth', 'r', 'n6'],
  ['quotes in the realm', 'Digest realm="a \\"b\\" c", nonce="n7", qop="auth,auth-int"', 'a "b" c', 'n7'],
  ['a quoted stale', 'Digest realm="r", nonce="n8", stale="FALSE", qop="auth"', 'r', 'n8'],
] as const)
  test(`@interop a registrar that challenges with ${name} is signed in to`, async () => {
    const seen: boolean[] = []
    peer.onRegister = (request) => {
      if (!header(request, 'authorization').includes(nonce))
        return peer.reply(request, 401, 'Unauthorized', { headers: [`WWW-Authenticate: ${challenge}`] })
      seen.push(right(request, realm, nonce))
      return seen.at(-1) ? null : peer.reply(request, 403, 'Forbidden')
    }
    const registered = once(peer, 'registered', { signal: AbortSignal.timeout(20_000) })
    // weaker than one answered before is refused, so that each is tried by a line of its own making
    await page.evaluate((id) => window.dialdesk.lines.setEnabled({ lineId: id, enabled: false }), await lineId())
    await page.evaluate((id) => window.dialdesk.lines.setEnabled({ lineId: id, enabled: true }), await lineId())
    await registered
    expect(new Set(seen)).toEqual(new Set([true]))
    await expect(page.getByRole('button', { name: /^Line: stranger, Registered/ })).toBeVisible()
  })

test('@interop a challenge that cannot be answered is not taken for a wrong password', async () => {
  peer.onRegister = (request) =>
    peer.reply(request, 401, 'Unauthorized', { headers: ['WWW-Authenticate: Digest realm="r", nonce="n", algorithm=SHA3-512'] })
  await again()
  await expect
    .poll(async () => {
      const registration = (await readState(page)).lines.lines[0]?.registration
      return registration && 'reason' in registration ? registration.reason.code : registration?.state
    })
    .toBe('unknown-sign-in')
  peer.onRegister = () => null
  await again()
  await expect(page.getByRole('button', { name: /^Line: stranger, Registered/ })).toBeVisible()
})

test('@interop a call’s challenge is answered whatever its realm, with the body’s hash where that is wanted', async () => {
  await dial(page, '10001')
  const first = await peer.next('INVITE')
  peer.reply(first, 407, 'Proxy Authentication Required', {
    headers: ['Proxy-Authenticate: Digest realm="another realm", nonce="call", algorithm=SHA-256, qop="auth-int"'],
  })
  expect((await peer.next('ACK')).start).toMatch(/^ACK /)
  const second = await peer.next('INVITE')
  expect(right(second, 'another realm', 'call', 'proxy-authorization')).toBe(true)
  expect(second.body).not.toBe('')
  await peer.pickUp(second)
  await state('Connected')
  const bye = peer.next('BYE')
  await button('End call').click()
  peer.reply(await bye, 200, 'OK')
  await leaveCalls(page)
})

test('@interop a nonce that the registrar names in advance signs the next REGISTER', async () => {
  peer.onRegister = (request) =>
    /nonce="(first|next)"/.test(header(request, 'authorization'))
      ? null
      : peer.reply(request, 401, 'Unauthorized', {
          headers: ['WWW-Authenticate: Digest realm="r", nonce="first", algorithm=SHA-512-256, qop="auth"'],
        })
  peer.extra = ['Authentication-Info: nextnonce="next", qop=auth']
  const registered = once(peer, 'registered', { signal: AbortSignal.timeout(20_000) })
  await again()
  await registered
  const seen: string[] = []
  peer.onRegister = (request) => {
    seen.push(/nonce="(\w+)"/.exec(header(request, 'authorization'))?.[1] ?? 'none')
    expect(right(request, 'r', 'next')).toBe(true)
    return null
  }
  const refreshed = once(peer, 'registered', { signal: AbortSignal.timeout(20_000) })
  await again()
  await refreshed
  expect(seen).toEqual(['next'])
})

test('@interop a registrar that redirects is followed on its own host, and shown elsewhere', async () => {
  peer.onRegister = (request) => peer.reply(request, 302, 'Moved', { headers: [`Contact: <sip:127.0.0.1:${other.port}>`] })
  const registered = once(other, 'registered', { signal: AbortSignal.timeout(20_000) })
  await again()
  await registered
  await expect(page.getByRole('button', { name: /^Line: stranger, Registered/ })).toBeVisible()
  peer.onRegister = (request) => peer.reply(request, 302, 'Moved', { headers: ['Contact: <sip:evil.example.net>'] })
  other.onRegister = (request) => other.reply(request, 302, 'Moved', { headers: ['Contact: <sip:evil.example.net>'] })
  await again()
  await expect
    .poll(async () => {
      const registration = (await readState(page)).lines.lines[0]?.registration
      return registration?.state === 'unreachable' ? registration.reason.status : registration?.state
    })
    .toBe(302)
})
