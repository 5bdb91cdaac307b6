import type { LineReason } from '../../../shared/domain/line.ts'
import { challengeHeaders, describedChallenge, readChallenge, writeChosen } from './challenge.ts'
// strongest first (RFC 8760 2.4): in the order in which challenges are preferred
import { digestAlgorithms as algorithms } from './gaps/digest.ts'
import { editHeaders, type Peeked } from './sip-message.ts'

/** A challenge that has nothing to do with the password. The detail names what the server asks for. */
export type SignInObstacle = Pick<LineReason, 'code' | 'detail'>

/**
 * Which digest challenges of a line's server are answered: those that come from it, whatever their realm, since proxies have realms
 * of their own; never one of another host. An OPTIONS needs no answer from a realm that the line does not sign in to. A challenge that is weaker than one answered to a REGISTER before is not answered
 * either, since it may not come from the server (RFC 8760 5, downgrade).
 */
export class ChallengePolicy {
  /** Those of the challenges to a REGISTER. */
  readonly #realms = new Set<string>()
  /** Index in `algorithms` of the strongest one answered in a REGISTER. */
  #strongest: number | null = null
  #obstacle: SignInObstacle | null = null

  /** Why the last challenge to a REGISTER was not answered; null when it was. */
  get obstacle(): SignInObstacle | null {
    return this.#obstacle
  }

  /**
   * The message with at most one challenge, which is read again by `chosenChallenge`. Only for responses that match a request of
   * ours.
   *
   * @param fromServer it came from where the line registers: an answer to anybody else's challenge could be used to sign in as us
   */
  choose(text: string, message: Peeked, fromServer = true): string {
    if (message.status !== 401 && message.status !== 407) return text
    const values = message.headers.get(message.status === 401 ? 'www-authenticate' : 'proxy-authenticate') ?? []
    const offered = fromServer ? values.flatMap((value) => readChallenge(value) ?? []) : []
    const strengthOf = ({ algorithm }: (typeof offered)[number]): number => algorithms.indexOf(algorithm)
    const least = this.#strongest ?? algorithms.length
    if (message.method === 'REGISTER') for (const { realm } of offered) this.#realms.add(realm)
    const mayAnswer = (c: (typeof offered)[number]): boolean => message.method !== 'OPTIONS' || this.#realms.has(c.realm)
    const [best] = offered.filter((c) => strengthOf(c) <= least && mayAnswer(c)).sort((a, b) => strengthOf(a) - strengthOf(b))
    if (message.method === 'REGISTER' && fromServer) {
      const [weaker] = offered
      if (best || !values.length) this.#obstacle = null
      else if (weaker) this.#obstacle = { code: 'weaker-sign-in', detail: `${weaker.algorithm} instead of ${algorithms[least] ?? ''}` }
      else this.#obstacle = { code: 'unknown-sign-in', detail: values.map(describedChallenge).join(', ').slice(0, 100) }
      if (best) this.#strongest = strengthOf(best)
    }
    return editHeaders(text, (line, name) => (challengeHeaders.includes(name) ? [] : [line]), best ? [writeChosen(best)] : [])
  }
}
