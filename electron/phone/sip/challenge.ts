import { type DigestAlgorithm, digestAlgorithms } from './gaps/digest.ts'

/** A digest challenge (RFC 7616 3.3), its values without quotes and escapes. */
export type Challenge = {
  readonly realm: string
  readonly nonce: string
  readonly opaque: string | null
  /** Empty where the server asks for none. */
  readonly qop: readonly string[]
  readonly stale: boolean
  readonly algorithm: DigestAlgorithm
  /** The key depends on the nonces (`MD5-sess`). */
  readonly session: boolean
}

/** What a challenge asks for, in a few words: `SHA-512`, `MD5 auth-int`, `Basic`. */
export function describedChallenge(value: string): string {
  const found = parameters(value)
  return found ? [found.get('algorithm') ?? 'MD5', found.get('qop') ?? ''].join(' ').trim() : (/^\S*/.exec(value)?.[0] ?? '')
}

/**
 * Reads a challenge as servers write it: names in any case, values with and without quotes. Null for another scheme, for an
 * algorithm or quality of protection that cannot be answered, and where a parameter comes twice: it would read in two ways.
 */
export function readChallenge(value: string): Challenge | null {
  const found = parameters(value)
  const [, name = '', session] = /^(.*?)(-sess)?$/i.exec(found?.get('algorithm') ?? 'MD5') ?? []
  const algorithm = digestAlgorithms.find((known) => known === name.toUpperCase())
  const [realm, nonce] = [found?.get('realm'), found?.get('nonce')]
  const qop = (found?.get('qop') ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
  const answerable = qop.length === 0 || qop.includes('auth') || qop.includes('auth-int')
  if (!found || !algorithm || realm === undefined || !nonce || !answerable) return null
  return {
    realm,
    nonce,
    opaque: found.get('opaque') ?? null,
    qop,
    stale: /^true$/i.test(found.get('stale') ?? ''),
    algorithm,
    session: session !== undefined,
  }
}

function parameters(value: string): ReadonlyMap<string, string> | null {
  if (!/^digest\s/i.test(value)) return null
  const found = new Map<string, string>()
  for (const [, name = '', inQuotes, plain = ''] of value.replace(/^\S+/, '').matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g)) {
    const key = name.toLowerCase()
    if (found.has(key)) return null
    found.set(key, inQuotes?.replace(/\\(.)/g, '$1') ?? plain)
  }
  return found
}

/** The header in which the challenge that was chosen is passed through sip.js: its grammar reads no escapes, and fewer forms than servers write. */
const CHOSEN = 'chosen-challenge'
/** The header lines that a server may have sent, which nothing else is to read. */
export const challengeHeaders: readonly string[] = ['www-authenticate', 'proxy-authenticate', CHOSEN]

export const writeChosen = (challenge: Challenge): string => `${CHOSEN}: ${encodeURIComponent(JSON.stringify(challenge))}`

/** The challenge of a response that ChallengePolicy passed on; null for none. @param header reads a header of the response */
export function chosenChallenge(header: (name: string) => string | undefined): Challenge | null {
  const value = header(CHOSEN)
  return value === undefined ? null : (JSON.parse(decodeURIComponent(value)) as Challenge)
}
