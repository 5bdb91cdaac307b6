import { useEffect, useState } from 'react'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { Rate } from '../../../shared/domain/rate.ts'

export type RateState =
  | { readonly state: 'none' }
  | { readonly state: 'asking'; readonly rate: Rate | null }
  | { readonly state: 'known'; readonly rate: Rate; readonly error: Failure | null }
  | { readonly state: 'failed'; readonly error: Failure }

/** Delay after the last digit before a rate is requested, ms. */
const TYPING = 450

/** The rate of a number while it is entered; a stored rate shows at once, with its time. Null requests none. */
export function useRate(number: string | null): RateState {
  const [shown, setShown] = useState<RateState>({ state: 'none' })
  useEffect(() => {
    if (number === null || number.length < 4) {
      setShown({ state: 'none' })
      return
    }
    let current = true
    setShown({ state: 'asking', rate: null })
    const timer = setTimeout(async () => {
      const outcome = await window.dialdesk.rates.ask({ numbers: [number] })
      if (!current) return
      const rate = outcome.ok ? outcome.value.rates[0] : null
      const error = outcome.ok ? outcome.value.error : outcome.error
      setShown(rate ? { state: 'known', rate, error } : error ? { state: 'failed', error } : { state: 'none' })
    }, TYPING)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [number])
  return shown
}
