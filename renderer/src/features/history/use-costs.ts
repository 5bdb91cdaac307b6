import { useEffect, useState } from 'react'
import { entryCost } from '../../../../shared/call-matching.ts'
import type { Money } from '../../../../shared/money.ts'
import { addDays, wallDate } from '../../../../shared/wall-clock.ts'
import { useApp } from '../../state/app-store.ts'

/** The phone screen shows calls of so many days with what they cost. */
const DAYS = 14

/** Our calls' ids -> what the provider billed, as far as it is stored. */
export function useCosts(): ReadonlyMap<string, Money> {
  const zone = useApp((s) => s.settings.providerTimeZone)
  const revision = useApp((s) => s.services.history.revision)
  const logged = useApp((s) => s.recentCalls)
  const [costs, setCosts] = useState<ReadonlyMap<string, Money>>(new Map())
  // biome-ignore lint/correctness/useExhaustiveDependencies: main tells by the revision and the log that rows have changed
  useEffect(() => {
    let current = true
    const today = wallDate(Date.now(), zone)
    void window.dialdesk.billing.history({ from: addDays(today, -DAYS), to: today, text: '', direction: 'outgoing', limit: 500 }).then((outcome) => {
      if (!current || !outcome.ok) return
      const found = outcome.value.entries.flatMap((entry) => {
        const cost = entryCost(entry)
        return entry.call && cost ? [[entry.call.id, cost] as const] : []
      })
      setCosts(new Map(found))
    })
    return () => {
      current = false
    }
  }, [zone, revision, logged])
  return costs
}
