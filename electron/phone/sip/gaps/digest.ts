import { createHash, randomBytes } from 'node:crypto'
import type { OutgoingRequestMessage } from 'sip.js/lib/core'
import type { DigestAuthentication } from 'sip.js/lib/core/messages/digest-authentication.js'

type Challenge = { algorithm?: string; realm?: string; nonce?: string; opaque?: string; qop?: string | string[]; stale?: boolean }

const hashes = { 'SHA-512-256': 'sha512-256', 'SHA-256': 'sha256', MD5: 'md5' } as const
type DigestAlgorithm = keyof typeof hashes

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

/** Whether a challenge's `qop` allows an answer without the body's hash: it has none, or names `auth`. */
export function offersPlainAuth(qop: string | string[] | undefined): boolean {
  const offered = [qop ?? []].flat().flatMap((q) => q.split(/[\s,]+/))
  return offered.length === 0 || offered.includes('auth')
}

/**
 * Gap in sip.js: digest with MD5 only. RFC 7616 with RFC 8760: MD5, SHA-256 and SHA-512-256, qop `auth` or none.
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
      const algorithm = digestAlgorithms.find((name) => name === (challenge.algorithm ?? 'MD5').toUpperCase())
      if (!algorithm || !challenge.realm || !challenge.nonce || !offersPlainAuth(challenge.qop)) return false
      nonceCount = challenge.nonce === lastNonce ? nonceCount + 1 : 1
      lastNonce = challenge.nonce
      const uri = String(request.ruri)
      const h = (text: string) => createHash(hashes[algorithm]).update(text, 'utf8').digest('hex')
      const ha1 = h(`${userName}:${challenge.realm}:${password}`)
      const ha2 = h(`${request.method}:${uri}`)
      const nc = nonceCount.toString(16).padStart(8, '0')
      const cnonce = randomToken()
      const qop = challenge.qop?.length ? 'auth' : null
      const response = h(qop ? `${ha1}:${challenge.nonce}:${nc}:${cnonce}:${qop}:${ha2}` : `${ha1}:${challenge.nonce}:${ha2}`)
      header = [
        `Digest algorithm=${algorithm}`,
        `username="${quoted(userName)}"`,
        `realm="${quoted(challenge.realm)}"`,
        `nonce="${quoted(challenge.nonce)}"`,
        `uri="${quoted(uri)}"`,
        `response="${response}"`,
        ...(challenge.opaque === undefined ? [] : [`opaque="${quoted(challenge.opaque)}"`]),
        ...(qop ? [`qop=${qop}`, `cnonce="${cnonce}"`, `nc=${nc}`] : []),
      ].join(', ')
      return true
    },
    toString: () => header,
  }
  // sip.js declares its class, with private fields, as the factory's result; it calls these two methods only
  return digest as unknown as DigestAuthentication
}

const quoted = (text: string): string => text.replace(/["\\\r\n]/g, (c) => (c === '"' || c === '\\' ? `\\${c}` : ''))
