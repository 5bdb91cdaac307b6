import { useCallback, useState } from 'react'
import type { Failure, Outcome } from '../../../shared/domain/failure.ts'

/** Runs a contract call: whether it is pending, the last failure, and the outcome for the caller. */
export function useRequest(): {
  busy: boolean
  failure: Failure | null
  request: <T>(call: Promise<Outcome<T>>) => Promise<Outcome<T>>
  clear: () => void
} {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const request = useCallback(async <T>(call: Promise<Outcome<T>>): Promise<Outcome<T>> => {
    setBusy(true)
    setFailure(null)
    const outcome = await call
    setBusy(false)
    if (!outcome.ok) setFailure(outcome.error)
    return outcome
  }, [])
  return { busy, failure, request, clear: useCallback(() => setFailure(null), []) }
}
