import { useEffect, useRef, useState } from 'react'
import type { Failure, Outcome } from '../../../shared/domain/failure.ts'

/** Rows that are read at once, and at most when those that are shown are read again. */
const PAGE = 50
const MOST = 500

export type Pages<T> = {
  /** Newest first; null until they are read. */
  readonly rows: readonly T[] | null
  /** Reads older ones; null where there are none. */
  readonly more: (() => void) | null
  readonly busy: boolean
  readonly failure: Failure | null
}
type Page<T, C> = { readonly rows: readonly T[]; readonly next: C | null }

/**
 * A list that grows without bound, read page by page, and read again whenever it changes.
 *
 * @param of what it is a list of: rows of another one are not shown; null: nothing is read
 * @param changed another value with each change of its rows
 * @param read the rows older than `before`, newest first
 */
export function usePages<T, C>(
  of: string | null,
  changed: string | number,
  read: (before: C | null, limit: number) => Promise<Outcome<Page<T, C>>>,
): Pages<T> {
  const [kept, setKept] = useState<(Page<T, C> & { readonly of: string }) | null>(null)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  /** Of the newest reading: an older answer is of no use. */
  const asked = useRef(0)
  const count = useRef(PAGE)
  const ask = async (before: C | null, limit: number): Promise<Page<T, C> | null> => {
    const mine = ++asked.current
    const outcome = await read(before, limit)
    if (mine !== asked.current) return null
    setFailure(outcome.ok ? null : outcome.error)
    return outcome.ok ? outcome.value : null
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: `of` and `changed` say that rows are others
  useEffect(() => {
    if (of !== null) void ask(null, Math.min(count.current, MOST)).then((page) => page && setKept({ ...page, of }))
    return () => {
      asked.current += 1
    }
  }, [of, changed])
  const shown = kept?.of === of ? kept : null
  const more = async (): Promise<void> => {
    if (!shown?.next) return
    setBusy(true)
    const page = await ask(shown.next, PAGE)
    setBusy(false)
    if (!page) return
    const rows = [...shown.rows, ...page.rows]
    count.current = rows.length
    setKept({ ...shown, rows, next: page.next })
  }
  return { rows: shown?.rows ?? null, more: shown?.next ? () => void more() : null, busy, failure }
}
