import { headEnd, type Peeked } from './sip-message.ts'

/** Digest algorithms we speak, strongest first (RFC 8760 2.4 asks for the order of preference). */
const algorithms = ['sha-256', 'md5']

/**
 * Leaves one challenge in a 401 or 407: sip.js takes whichever comes last and knows one only. The strongest algorithm wins.
 * A REGISTER's challenge teaches the line's realms; a challenge for any other realm is taken out, so that nobody gets an
 * answer computed from the password who is not this line's registrar.
 */
export function chooseChallenge(text: string, message: Peeked, realms: Set<string>): string {
  if (message.status !== 401 && message.status !== 407) return text
  const name = message.status === 401 ? 'www-authenticate' : 'proxy-authenticate'
  const challenges = (message.headers.get(name) ?? []).flatMap((value) => {
    const realm = parameter(value, 'realm')
    const algorithm = (parameter(value, 'algorithm') ?? 'md5').toLowerCase()
    return /^digest\s/i.test(value) && realm !== null && algorithms.includes(algorithm) ? [{ value, realm, algorithm }] : []
  })
  if (message.method === 'REGISTER') for (const { realm } of challenges) realms.add(realm)
  const [best] = challenges.filter(({ realm }) => realms.has(realm)).sort((a, b) => algorithms.indexOf(a.algorithm) - algorithms.indexOf(b.algorithm))
  const end = headEnd(text)
  const head = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .filter((line) => !line.toLowerCase().startsWith(`${name}:`) && !new RegExp(`^${name}\\s+:`, 'i').test(line))
  if (best) head.push(`${name === 'www-authenticate' ? 'WWW-Authenticate' : 'Proxy-Authenticate'}: ${best.value}`)
  return head.join('\r\n') + text.slice(end)
}

function parameter(value: string, name: string): string | null {
  const match = new RegExp(`(?:^|[\\s,])${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]+))`, 'i').exec(value)
  return match ? (match[1] ?? match[2] ?? null) : null
}
