import { useState } from 'react'
import type { Failure, Outcome } from '../../../shared/domain/failure.ts'
import { type DialReason, dialReasons } from '../../../shared/domain/spend-guard.ts'
import { useRequest } from './use-request.ts'

/** What the user has to agree to before a number is called. */
export type DialQuestion = { readonly number: string; readonly reasons: readonly DialReason[] }

export type GuardedCall = {
  readonly number: string
  /** Asks main to begin it; the reasons that the user agreed to go with it. */
  readonly begin: (confirmed: DialReason[]) => Promise<Outcome<unknown>>
  readonly onBegun: () => void
  /** What was shown and agreed to before. */
  readonly agreed?: readonly DialReason[]
  /** Shows what is asked about in another way; false: it does not. */
  readonly instead?: (reasons: readonly DialReason[]) => boolean
}

export type Guarded = {
  readonly busy: boolean
  readonly failure: Failure | null
  readonly question: DialQuestion | null
  readonly run: (call: GuardedCall) => Promise<void>
  /** The user agrees to what `question` says. */
  readonly confirm: () => void
  readonly forget: () => void
  readonly clear: () => void
}

/** Begins calls, and keeps what main wants the user to agree to first for the screen to ask (electron/main/costs/call-guard.ts). */
export function useGuardedCall(): Guarded {
  const { busy, failure, request, clear } = useRequest()
  const [waiting, setWaiting] = useState<{ readonly call: GuardedCall; readonly reasons: readonly DialReason[] } | null>(null)
  const run = async (call: GuardedCall): Promise<void> => {
    setWaiting(null)
    const outcome = await request(call.begin([...(call.agreed ?? [])]))
    if (outcome.ok) return call.onBegun()
    const reasons = reasonsOf(outcome.error)
    if (!reasons.length) return
    clear()
    if (!call.instead?.(reasons)) setWaiting({ call, reasons })
  }
  return {
    busy,
    failure,
    question: waiting && { number: waiting.call.number, reasons: waiting.reasons },
    run,
    confirm() {
      if (waiting) void run({ ...waiting.call, agreed: [...(waiting.call.agreed ?? []), ...waiting.reasons] })
    },
    forget: () => setWaiting(null),
    clear,
  }
}

function reasonsOf({ code, details }: Failure): DialReason[] {
  if (code !== 'confirmation-needed') return []
  const told = String(details?.['reasons'] ?? '').split(',')
  return dialReasons.filter((reason) => told.includes(reason))
}
