import { useEffect, useState } from 'react'
import type { CostGrouping, Costs } from '../../../../shared/domain/costs.ts'
import { noFilter } from '../../../../shared/domain/history-query.ts'
import { useApp } from '../../state/app-store.ts'
import type { CostRange } from './periods.ts'

/** What calls of some days cost, kept up to date; null until it is known. What was shown stays until there is something new. */
export function useCostGroups({ from, to }: CostRange, by: CostGrouping): Costs | null {
  const revision = useApp((s) => s.services.history.revision)
  const logged = useApp((s) => s.recentCalls)
  const [costs, setCosts] = useState<Costs | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: main tells by the revision and the log that rows have changed
  useEffect(() => {
    let current = true
    void window.dialdesk.costs.read({ ...noFilter, from, to, by }).then((outcome) => {
      if (current && outcome.ok && outcome.value) setCosts(outcome.value)
    })
    return () => {
      current = false
    }
  }, [from, to, by, revision, logged])
  return costs
}
