import { useEffect, useState } from 'react'
import type { Money } from '../../../shared/domain/money.ts'
import { useApp } from '../state/app-store.ts'

/** Our calls' ids -> what the provider billed, as far as it is stored. @param calls that are shown, 200 at most */
export function useCosts(calls: readonly { readonly id: string }[]): ReadonlyMap<string, Money> {
  const revision = useApp((s) => s.services.history.revision)
  const logged = useApp((s) => s.recentCalls)
  const [costs, setCosts] = useState<ReadonlyMap<string, Money>>(new Map())
  const ids = JSON.stringify(calls.map(({ id }) => id))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision and the log say that rows have changed
  useEffect(() => {
    const callIds: string[] = JSON.parse(ids)
    if (!callIds.length) return
    let current = true
    void window.dialdesk.callLog.costs({ callIds }).then((outcome) => {
      if (!current || !outcome.ok) return
      const found = outcome.value.map(({ callId, cost }) => [callId, cost] as const)
      // unchanged costs keep the object, so that the list is not rendered again
      setCosts((before) => (JSON.stringify([...before]) === JSON.stringify(found) ? before : new Map(found)))
    })
    return () => {
      current = false
    }
  }, [ids, revision, logged])
  return costs
}
