import { useCallback, useEffect, useRef, useState } from 'react'
import type { HistoryEntry } from '../../../../shared/domain/call-matching.ts'
import type { Failure } from '../../../../shared/domain/failure.ts'
import type { HistoryFilter, HistoryTotals } from '../../../../shared/domain/history-query.ts'
import { useApp } from '../../state/app-store.ts'
import { keepNames } from '../../state/contact-names.ts'
import { ROW } from './history-list.tsx'
import { sameEntries } from './same-entries.ts'

/** Rows of the first page: what the window shows, and some more. It is read with each key in the search field. */
const firstPage = (): number => Math.min(MOST_PAGE, Math.ceil(window.innerHeight / ROW) + 6)
/** Rows that are loaded at once while one scrolls. */
const MORE = 200
/** Rows that are read at once when those that are shown are read again. */
const MOST_PAGE = 500
/** ms without another key before counts and sums are asked for, which keep the database busy; the rows come at once. */
const TOTALS_AFTER = 350

export type HistoryList = {
  /** Newest first; null until the first page is there. */
  readonly entries: readonly HistoryEntry[] | null
  /** The entries are still those of an earlier filter. */
  readonly busy: boolean
  readonly totals: HistoryTotals | null
  /** Whether there are more than are loaded. */
  readonly more: boolean
  readonly loadMore: () => void
  /** Why the entries of this filter, or more of them, could not be read; else null. */
  readonly failure: Failure | null
  /** Tries that again. */
  readonly retry: () => void
}

type Page = { readonly entries: readonly HistoryEntry[] | null; readonly next: number | null }
/** Filters whose first pages are kept. */
const MOST_KEPT = 30

/** The entries that fit a filter, page by page, kept up to date, with their counts and sums. */
export function useHistory(filter: HistoryFilter): HistoryList {
  const revision = useApp((s) => s.services.history.revision)
  const logged = useApp((s) => s.recentCalls)
  const [read, setList] = useState<Page & { readonly of: HistoryFilter }>({ of: filter, entries: null, next: null })
  // letters that are taken back, a field that is cleared: the rows of before show at once, and are read again meanwhile
  const kept = useRef(new Map<string, Page>())
  const earlier = read.of === filter ? undefined : kept.current.get(JSON.stringify(filter))
  const list = earlier ? { of: filter, ...earlier } : read
  const latest = useRef(list)
  const [totals, setTotals] = useState<HistoryTotals | null>(null)
  const shown = useRef({ filter, count: 0 })
  const loading = useRef(false)
  const [failed, setFailed] = useState<{ readonly of: HistoryFilter; readonly error: Failure } | null>(null)
  const [attempt, setAttempt] = useState(0)
  const summed = useRef(filter)
  // biome-ignore lint/correctness/useExhaustiveDependencies: as below
  useEffect(() => kept.current.clear(), [revision, logged])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision and the log say that rows have changed
  useEffect(() => {
    let current = true
    loading.current = true
    // what is read again because something changed is read as far as it was shown
    const wanted = shown.current.filter === filter ? Math.max(firstPage(), shown.current.count) : firstPage()
    const readPages = async (): Promise<void> => {
      const entries: HistoryEntry[] = []
      let before: number | null = null
      do {
        const outcome = await window.dialdesk.history.query({ ...filter, before, limit: Math.min(MOST_PAGE, wanted - entries.length) })
        if (!current) return
        if (!outcome.ok) return setFailed({ of: filter, error: outcome.error })
        keepNames(outcome.value)
        entries.push(...outcome.value.entries)
        before = outcome.value.next
      } while (before !== null && entries.length < wanted)
      shown.current = { filter, count: entries.length }
      const page = { entries: sameEntries(latest.current.entries, entries), next: before }
      keep(kept.current, filter, page)
      setList({ of: filter, ...page })
      setFailed(null)
    }
    void readPages().finally(() => {
      if (current) loading.current = false
    })
    return () => {
      current = false
    }
  }, [filter, revision, logged, attempt])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    const typing = summed.current.text !== filter.text
    summed.current = filter
    const timer = setTimeout(
      async () => {
        const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
        const outcome = await window.dialdesk.history.totals({ ...filter, zone })
        if (outcome.ok && outcome.value) setTotals(outcome.value)
      },
      typing ? TOTALS_AFTER : 0,
    )
    return () => clearTimeout(timer)
  }, [filter, revision, logged])
  const { next } = list
  latest.current = list
  // the same function each time: the list is not drawn again because of it
  const loadMore = useCallback(() => {
    const { of, next } = latest.current
    if (next === null || loading.current || shown.current.filter !== of) return
    loading.current = true
    void window.dialdesk.history
      .query({ ...of, before: next, limit: MORE })
      .then((outcome) => {
        if (shown.current.filter !== of) return
        if (!outcome.ok) return setFailed({ of, error: outcome.error })
        setFailed(null)
        keepNames(outcome.value)
        setList((list) => {
          if (list.of !== of || list.next !== next) return list
          const entries = [...(list.entries ?? []), ...outcome.value.entries]
          shown.current = { filter: of, count: entries.length }
          return { of, entries, next: outcome.value.next }
        })
      })
      .finally(() => {
        loading.current = false
      })
  }, [])
  const failure = failed?.of === filter ? failed.error : null
  return {
    // those of an earlier filter are no answer to this one
    entries: failure && list.of !== filter ? null : list.entries,
    busy: !failure && list.of !== filter,
    totals,
    // not by itself: the next attempt is the user's
    more: !failure && next !== null,
    loadMore,
    failure,
    retry: () => setAttempt((n) => n + 1),
  }
}

/** The one that was kept first gives way. */
function keep(pages: Map<string, Page>, filter: HistoryFilter, page: Page): void {
  const key = JSON.stringify(filter)
  pages.delete(key)
  pages.set(key, page)
  const [first] = pages.keys()
  if (pages.size > MOST_KEPT && first !== undefined) pages.delete(first)
}
