import { useEffect, useRef, useState } from 'react'
import type { Outcome } from '../../../shared/domain/failure.ts'

/**
 * What main answers, asked again whenever `change` is another value: one question at a time, however fast that happens, and the last
 * one after the last change.
 *
 * @param ask null while there is nothing to ask
 * @returns null before the first answer; after a refusal what was answered before
 */
export function useLatest<T>(ask: (() => Promise<Outcome<T>>) | null, change: unknown): T | null {
  const [value, setValue] = useState<T | null>(null)
  const asking = useRef(false)
  const again = useRef(false)
  const latest = useRef(ask)
  latest.current = ask
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change is what asks again
  useEffect(() => {
    const run = async (): Promise<void> => {
      if (asking.current) {
        again.current = true
        return
      }
      asking.current = true
      do {
        again.current = false
        const outcome = await latest.current?.()
        if (outcome?.ok) setValue(outcome.value)
      } while (again.current)
      asking.current = false
    }
    void run()
  }, [change])
  return value
}
