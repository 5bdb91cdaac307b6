import { useCallback, useState } from 'react'
import type { Failure, Outcome } from '../../../shared/contract.ts'

/** Runs a contract call: whether it is under way, why it failed last, and the result to go on with. */
export function useAsk(): { busy: boolean; failure: Failure | null; ask: <T>(call: Promise<Outcome<T>>) => Promise<Outcome<T>>; clear: () => void } {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const ask = useCallback(async <T>(call: Promise<Outcome<T>>): Promise<Outcome<T>> => {
    setBusy(true)
    setFailure(null)
    const outcome = await call
    setBusy(false)
    if (!outcome.ok) setFailure(outcome.error)
    return outcome
  }, [])
  return { busy, failure, ask, clear: useCallback(() => setFailure(null), []) }
}
