import { headEnd, type Peeked } from './sip-message.ts'

/** Digest algorithms we support, strongest first (RFC 8760 2.4). */
const algorithms = ['SHA-256', 'MD5'] as const

/**
 * Which digest challenges of a line's server are answered. Challenges to a REGISTER define the line's realms; one for any other
 * realm is removed, so that only this line's registrar gets an answer computed from the password. A challenge that is weaker
 * than one answered to a REGISTER before is not answered either, since it may not come from the server (RFC 8760 5, downgrade).
 */
export class ChallengePolicy {
  readonly #realms = new Set<string>()
  /** Index in `algorithms` of the strongest one answered in a REGISTER. */
  #strongest: number | null = null
  #weaker: string | null = null

  /** The last challenge to a REGISTER, if it was too weak, as text for logs and the line's reason; null otherwise. */
  get weaker(): string | null {
    return this.#weaker
  }

  /**
   * The message with at most one challenge, since sip.js answers only the last one. Only for responses that match a request of
   * ours.
   */
  choose(text: string, message: Peeked): string {
    if (message.status !== 401 && message.status !== 407) return text
    const name = message.status === 401 ? 'www-authenticate' : 'proxy-authenticate'
    const offered = (message.headers.get(name) ?? []).flatMap((value) => {
      const realm = parameter(value, 'realm')
      const strength = algorithms.findIndex((a) => a === (parameter(value, 'algorithm') ?? 'MD5').toUpperCase())
      return /^digest\s/i.test(value) && realm !== null && strength >= 0 ? [{ value, realm, strength }] : []
    })
    const registers = message.method === 'REGISTER'
    if (registers) for (const { realm } of offered) this.#realms.add(realm)
    const least = this.#strongest ?? algorithms.length
    const [best] = offered.filter(({ realm, strength }) => this.#realms.has(realm) && strength <= least).sort((a, b) => a.strength - b.strength)
    if (registers) {
      const [refused] = offered
      this.#weaker = !best && refused ? `${algorithms[refused.strength]} instead of ${algorithms[least] ?? ''}` : null
      if (best) this.#strongest = best.strength
    }
    return withOneHeader(text, name, best?.value ?? null)
  }
}

function withOneHeader(text: string, name: string, value: string | null): string {
  const end = headEnd(text)
  const head = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .filter(
      (line) =>
        line
          .slice(0, Math.max(0, line.indexOf(':')))
          .trim()
          .toLowerCase() !== name,
    )
  if (value !== null) head.push(`${name === 'www-authenticate' ? 'WWW-Authenticate' : 'Proxy-Authenticate'}: ${value}`)
  return head.join('\r\n') + text.slice(end)
}

function parameter(value: string, name: string): string | null {
  const match = new RegExp(`(?:^|[\\s,])${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]+))`, 'i').exec(value)
  return match ? (match[1] ?? match[2] ?? null) : null
}
