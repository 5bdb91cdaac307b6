import { callerForm } from '../../../shared/domain/contact-number.ts'

export type CallPolicy = {
  readonly doNotDisturb: boolean
  /** A second call may ring. */
  readonly callWaiting: boolean
  /** Callers that are refused, and that ring during "do not disturb" too, as `callerForm` writes them. */
  readonly blocked: ReadonlySet<string>
  readonly ringsAlways: ReadonlySet<string>
}

export const openPolicy: CallPolicy = { doNotDisturb: false, callWaiting: true, blocked: new Set(), ringsAlways: new Set() }

/** Why a caller must not ring, or null. */
export function refusalOf({ doNotDisturb, blocked, ringsAlways }: CallPolicy, caller: string): 'blocked' | 'do-not-disturb' | null {
  const form = callerForm(caller)
  if (blocked.has(form)) return 'blocked'
  return doNotDisturb && !ringsAlways.has(form) ? 'do-not-disturb' : null
}
