import { createHash, randomBytes } from 'node:crypto'
import type { OutgoingRequestMessage } from 'sip.js/lib/core'
import type { DigestAuthentication } from 'sip.js/lib/core/messages/digest-authentication.js'
import type { Challenge } from '../challenge.ts'

const hashes = { 'SHA-512-256': 'sha512-256', 'SHA-256': 'sha256', MD5: 'md5' } as const
export type DigestAlgorithm = keyof typeof hashes

/** Those that this program's OpenSSL or BoringSSL has, strongest first (RFC 8760 2.4). */
export const digestAlgorithms: readonly DigestAlgorithm[] = (Object.keys(hashes) as DigestAlgorithm[]).filter((name) => canHash(hashes[name]))

function canHash(hash: string): boolean {
  try {
    createHash(hash)
    return true
  } catch {
    return false
  }
}

/**
 * Gap in sip.js: digest with MD5 only. RFC 7616 with RFC 8760: MD5, SHA-256 and SHA-512-256, each with its session variant, qop
 * `auth`, `auth-int` or none.
 * It has the interface of sip.js's DigestAuthentication and is passed to sip.js as its authenticationFactory.
 *
 * @param randomToken the client nonce
 */
export function createDigest(
  userName: string,
  password: string,
  randomToken: () => string = () => randomBytes(12).toString('hex'),
): DigestAuthentication {
  let header = ''
  let nonceCount = 0
  let lastNonce = ''
  const digest = {
    authenticate(request: OutgoingRequestMessage, challenge: Challenge): boolean {
      const { algorithm, realm, nonce, opaque, session } = challenge
      nonceCount = nonce === lastNonce ? nonceCount + 1 : 1
      lastNonce = nonce
      const uri = String(request.ruri)
      const h = (text: string) => createHash(hashes[algorithm]).update(text, 'utf8').digest('hex')
      const nc = nonceCount.toString(16).padStart(8, '0')
      const cnonce = randomToken()
      // the body's hash only where nothing less will do: a proxy that changes the body would break it
      const qop = challenge.qop.length === 0 ? null : challenge.qop.includes('auth') ? 'auth' : 'auth-int'
      const secret = h(`${userName}:${realm}:${password}`)
      const ha1 = session ? h(`${secret}:${nonce}:${cnonce}`) : secret
      const ha2 = h(`${request.method}:${uri}${qop === 'auth-int' ? `:${h(bodyOf(request))}` : ''}`)
      const response = h(qop ? `${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}` : `${ha1}:${nonce}:${ha2}`)
      header = [
        `Digest algorithm=${algorithm}${session ? '-sess' : ''}`,
        `username="${quoted(userName)}"`,
        `realm="${quoted(realm)}"`,
        `nonce="${quoted(nonce)}"`,
        `uri="${quoted(uri)}"`,
        `response="${response}"`,
        ...(opaque === null ? [] : [`opaque="${quoted(opaque)}"`]),
        ...(qop ? [`qop=${qop}`, `nc=${nc}`] : []),
        ...(qop || session ? [`cnonce="${cnonce}"`] : []),
      ].join(', ')
      return true
    },
    toString: () => header,
  }
  // sip.js declares its class, with private fields, as the factory's result; it calls these two methods only
  return digest as unknown as DigestAuthentication
}

const bodyOf = ({ body }: OutgoingRequestMessage): string => (typeof body === 'string' ? body : (body?.body ?? ''))
const quoted = (text: string): string => text.replace(/["\\\r\n]/g, (c) => (c === '"' || c === '\\' ? `\\${c}` : ''))
