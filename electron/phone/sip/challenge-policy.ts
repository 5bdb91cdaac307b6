import type { LineReason } from '../../../shared/domain/line.ts'
import { digestAlgorithms, offersPlainAuth } from './gaps/digest.ts'
import { editHeaders, type Peeked } from './sip-message.ts'

/** Strongest first (RFC 8760 2.4): in the order in which challenges are preferred. */
const algorithms: readonly string[] = digestAlgorithms

/** A challenge that has nothing to do with the password. The detail names what the server asks for. */
export type SignInObstacle = Pick<LineReason, 'code' | 'detail'>

/**
 * Which digest challenges of a line's server are answered. Challenges to a REGISTER define the line's realms; one for any other
 * realm is removed, so that only this line's registrar gets an answer computed from the password. A challenge that is weaker
 * than one answered to a REGISTER before is not answered either, since it may not come from the server (RFC 8760 5, downgrade).
 */
export class ChallengePolicy {
  readonly #realms = new Set<string>()
  /** Index in `algorithms` of the strongest one answered in a REGISTER. */
  #strongest: number | null = null
  #obstacle: SignInObstacle | null = null

  /** Why the last challenge to a REGISTER was not answered; null when it was. */
  get obstacle(): SignInObstacle | null {
    return this.#obstacle
  }

  /**
   * The message with at most one challenge, since sip.js answers only the last one. Only for responses that match a request of
   * ours.
   *
   * @param fromServer it came from where the line registers: an answer to anybody else's challenge could be used to sign in as us
   */
  choose(text: string, message: Peeked, fromServer = true): string {
    if (message.status !== 401 && message.status !== 407) return text
    const name = message.status === 401 ? 'www-authenticate' : 'proxy-authenticate'
    if (!fromServer) return withOneHeader(text, name, null)
    const values = message.headers.get(name) ?? []
    const offered = values.flatMap((value) => {
      const read = readChallenge(value)
      const strength = algorithms.indexOf(algorithmOf(value))
      const usable = read && strength >= 0 && offersPlainAuth(read.get('qop'))
      const realm = read?.get('realm')
      // sip.js gets what was checked here, and nothing that it could read otherwise
      return usable && realm !== undefined ? [{ value: written(read), realm, strength }] : []
    })
    const registers = message.method === 'REGISTER'
    if (registers) for (const { realm } of offered) this.#realms.add(realm)
    const least = this.#strongest ?? algorithms.length
    const [best] = offered.filter(({ realm, strength }) => this.#realms.has(realm) && strength <= least).sort((a, b) => a.strength - b.strength)
    if (registers) {
      const [weaker] = offered
      if (best || !values.length) this.#obstacle = null
      else if (weaker) this.#obstacle = { code: 'weaker-sign-in', detail: `${algorithms[weaker.strength]} instead of ${algorithms[least] ?? ''}` }
      else this.#obstacle = { code: 'unknown-sign-in', detail: values.map(described).join(', ').slice(0, 100) }
      if (best) this.#strongest = best.strength
    }
    return withOneHeader(text, name, best?.value ?? null)
  }
}

const isDigest = (value: string): boolean => /^digest\s/i.test(value)
const algorithmOf = (value: string): string => (readChallenge(value)?.get('algorithm') ?? 'MD5').toUpperCase()
/** What a challenge asks for, in a few words: `SHA-512`, `MD5 auth-int`, `Basic`. */
const described = (value: string): string =>
  isDigest(value) ? [algorithmOf(value), readChallenge(value)?.get('qop') ?? ''].join(' ').trim() : (/^\S*/.exec(value)?.[0] ?? '')

function withOneHeader(text: string, name: string, value: string | null): string {
  const added = value === null ? [] : [`${name === 'www-authenticate' ? 'WWW-Authenticate' : 'Proxy-Authenticate'}: ${value}`]
  return editHeaders(text, (line, written) => (written === name ? [] : [line]), added)
}

/** The parameters of a digest challenge by their lower-case names; null for another scheme, and where a name comes twice. */
function readChallenge(value: string): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>()
  if (!isDigest(value)) return null
  for (const [, name = '', inQuotes, plain] of value.replace(/^\S+/, '').matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g)) {
    const key = name.toLowerCase()
    if (found.has(key)) return null
    found.set(key, inQuotes ?? plain ?? '')
  }
  return found
}

/** A challenge from its parameters, in sip.js's grammar (RFC 3261 25.1). */
function written(challenge: ReadonlyMap<string, string>): string {
  const inQuotes = ['realm', 'domain', 'nonce', 'opaque', 'qop']
  const parts = [...inQuotes, 'stale', 'algorithm'].flatMap((name) => {
    const value = challenge.get(name)
    if (value === undefined) return []
    return [inQuotes.includes(name) ? `${name}="${value}"` : `${name}=${value}`]
  })
  return `Digest ${parts.join(', ')}`
}
