import type { Call } from './call.ts'
import { type CallPolicy, forwardOf } from './call-policy.ts'
import { redirectTo } from './incoming-invite.ts'

/**
 * Sends the caller elsewhere when nobody answers in time.
 *
 * @param policy as it is when the time is over: whoever changed it meanwhile meant this call too
 */
export function forwardUnanswered(call: Call, policy: () => CallPolicy, log: (text: string) => void): void {
  const { id } = call.line
  const rule = policy().forwards.find(({ lineId }) => lineId === id)
  if (!rule || rule.noAnswer === null) return
  setTimeout(() => {
    const target = forwardOf(policy(), id, 'noAnswer')
    if (target === null || call.over || call.answered) return
    call.reject('forwarded', redirectTo(call.line.targetUri(target))).catch((e: Error) => log(`forward: ${e.message}`))
  }, rule.after * 1000).unref()
}
