import { useEffect, useState } from 'react'
import { entryCost } from '../../../shared/domain/call-matching.ts'
import type { Money } from '../../../shared/domain/money.ts'
import { addDays, wallDate } from '../../../shared/domain/wall-clock.ts'
import { useApp } from '../state/app-store.ts'

/** Costs are shown for the calls of this many days. */
const DAYS = 14

/** Our calls' ids -> what the provider billed, as far as it is stored. */
export function useCosts(): ReadonlyMap<string, Money> {
  const zone = useApp((s) => s.settings.providerTimeZone)
  const revision = useApp((s) => s.services.history.revision)
  const logged = useApp((s) => s.recentCalls)
  const [costs, setCosts] = useState<ReadonlyMap<string, Money>>(new Map())
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision and the log say that rows have changed
  useEffect(() => {
    let current = true
    const today = wallDate(Date.now(), zone)
    void window.dialdesk.history.query({ from: addDays(today, -DAYS), to: today, text: '', direction: 'outgoing', limit: 500 }).then((outcome) => {
      if (!current || !outcome.ok) return
      const found = outcome.value.entries.flatMap((entry) => {
        const cost = entryCost(entry)
        return entry.call && cost ? [[entry.call.id, cost] as const] : []
      })
      // unchanged costs keep the object, so that the list is not rendered again
      setCosts((before) => (JSON.stringify([...before]) === JSON.stringify(found) ? before : new Map(found)))
    })
    return () => {
      current = false
    }
  }, [zone, revision, logged])
  return costs
}
