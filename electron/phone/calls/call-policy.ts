import type { CallEnd, CallView } from '../../../shared/domain/call.ts'
import { callerForm } from '../../../shared/domain/contact-number.ts'
import type { LineForward } from '../../../shared/domain/line-forward.ts'
import { type Refusal, redirectTo, refusalFor } from './incoming-invite.ts'

export type CallPolicy = {
  readonly doNotDisturb: boolean
  /** A second call may ring. */
  readonly callWaiting: boolean
  /** Callers that are refused, and that ring during "do not disturb" too, as `callerForm` writes them. */
  readonly blocked: ReadonlySet<string>
  readonly ringsAlways: ReadonlySet<string>
  /** What the number of a blocked caller begins with. */
  readonly blockedPrefixes: readonly string[]
  /** Callers who withhold their number are blocked. */
  readonly blockAnonymous: boolean
  readonly blockedAnswer: 'decline' | 'busy'
  readonly forwards: readonly LineForward[]
}

const noMore = { blockedPrefixes: [], blockAnonymous: false, blockedAnswer: 'decline', forwards: [] } as const
export const openPolicy: CallPolicy = { doNotDisturb: false, callWaiting: true, blocked: new Set(), ringsAlways: new Set(), ...noMore }

type Caller = Pick<CallView['remote'], 'number' | 'anonymous'>

/** Why a caller must not ring, or null. */
export function refusalOf(policy: CallPolicy, { number, anonymous }: Caller): 'blocked' | 'do-not-disturb' | null {
  const form = callerForm(number)
  if (anonymous ? policy.blockAnonymous : policy.blocked.has(form) || policy.blockedPrefixes.some((prefix) => form.startsWith(prefix)))
    return 'blocked'
  return policy.doNotDisturb && !policy.ringsAlways.has(form) ? 'do-not-disturb' : null
}

/** What a line's calls are forwarded to under a condition; null: they are not. */
export const forwardOf = ({ forwards }: CallPolicy, lineId: string, when: 'always' | 'busy' | 'noAnswer'): string | null =>
  forwards.find((f) => f.lineId === lineId)?.[when] ?? null

type Called = {
  readonly line: { readonly id: string; readonly targetUri: (target: string) => string }
  readonly caller: Caller
  /** No further call may ring. */
  readonly occupied: boolean
}

/** Why a call does not ring, and what its caller is answered: busy, declined, or another address. Null: it rings. */
export function screenCall(
  policy: CallPolicy,
  { line, caller, occupied }: Called,
): { readonly why: CallEnd['code']; readonly answer: Refusal } | null {
  const refusal = refusalOf(policy, caller)
  if (refusal === 'blocked') return { why: refusal, answer: policy.blockedAnswer === 'busy' ? { statusCode: 486 } : refusalFor(refusal) }
  const why = refusal ?? (occupied ? 'busy-here' : null)
  const target = forwardOf(policy, line.id, 'always') ?? (why && forwardOf(policy, line.id, 'busy'))
  if (target !== null) return { why: 'forwarded', answer: redirectTo(line.targetUri(target)) }
  return why && { why, answer: refusalFor(why) }
}
