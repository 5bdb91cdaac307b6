import { createHash } from 'node:crypto'

/** The parts of a header of credentials; quotes and escapes are taken off. */
const partsOf = (credentials: string): ReadonlyMap<string, string> =>
  new Map(
    [...credentials.replace(/^Digest\s+/i, '').matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)].map(
      ([, name = '', quoted, plain = '']) => [name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain],
    ),
  )

export type DigestCheck = {
  readonly credentials: string
  readonly method: string
  readonly body?: string
  readonly password: string
  readonly realm: string
  readonly nonce: string
}

/**
 * Whether credentials answer a challenge (RFC 7616 3.4), by the algorithm and qop that they name. It shares no code with what it tests.
 */
export function answersDigest({ credentials, method, body = '', password, realm, nonce }: DigestCheck): boolean {
  const parts = partsOf(credentials)
  const p = (name: string): string => parts.get(name) ?? ''
  const [, name = 'MD5', session] = /^(.*?)(-sess)?$/i.exec(p('algorithm') || 'MD5') ?? []
  const hash = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' }[name.toUpperCase()]
  if (!hash || p('realm') !== realm || p('nonce') !== nonce) return false
  const h = (text: string): string => createHash(hash).update(text, 'utf8').digest('hex')
  const secret = h(`${p('username')}:${realm}:${password}`)
  const a1 = session ? h(`${secret}:${nonce}:${p('cnonce')}`) : secret
  const a2 = h(p('qop') === 'auth-int' ? `${method}:${p('uri')}:${h(body)}` : `${method}:${p('uri')}`)
  return p('response') === (p('qop') ? h([a1, nonce, p('nc'), p('cnonce'), p('qop'), a2].join(':')) : h(`${a1}:${nonce}:${a2}`))
}
