import { useEffect, useMemo, useRef, useState } from 'react'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { PaidOperation, PaidOperationKind, SentOperation, SentPage } from '../../../shared/domain/paid-operation.ts'
import { useApp } from '../state/app-store.ts'
import { keepNamesOf } from '../state/contact-names.ts'

const PAGE = 50
/** Rows that are read again at once when something changes. */
const MOST = 500

type Sent = {
  /** Newest first; until they are read, what is known of them everywhere. */
  readonly operations: readonly SentOperation[]
  /** Reads older ones; null where there are none. */
  readonly more: (() => void) | null
  readonly busy: boolean
  readonly failure: Failure | null
}

/** All that was sent, or of one kind, read page by page, and again whenever one of them or a record changes. */
export function useSent(kind: PaidOperationKind | null): Sent {
  const known = useApp((s) => s.services.paidOperations)
  const revision = useApp((s) => s.services.history.revision)
  // the state's parts come anew with every change of any of them
  const changed = useMemo(
    () =>
      known
        .filter((o) => kind === null || o.kind === kind)
        .map(fingerprint)
        .join(),
    [known, kind],
  )
  const [read, setRead] = useState<(SentPage & { readonly kind: PaidOperationKind | null }) | null>(null)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  /** Of the newest reading: an older answer is of no use. */
  const asked = useRef(0)
  const count = useRef(PAGE)
  const ask = async (before: SentPage['next'], limit: number): Promise<SentPage | null> => {
    const mine = ++asked.current
    const outcome = await window.dialdesk.sent.page({ kind, before, limit })
    if (mine !== asked.current) return null
    setFailure(outcome.ok ? null : outcome.error)
    if (!outcome.ok) return null
    const { names, ...page } = outcome.value
    keepNamesOf(
      page.operations.flatMap(({ target, via }) => [target, via]),
      names,
    )
    return page
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changed, and the records' revision, say that rows are others
  useEffect(() => {
    void ask(null, Math.min(count.current, MOST)).then((page) => page && setRead({ ...page, kind }))
    return () => {
      asked.current += 1
    }
  }, [kind, changed, revision])
  const shown = read?.kind === kind ? read : null
  const more = async (): Promise<void> => {
    if (!shown?.next) return
    setBusy(true)
    const page = await ask(shown.next, PAGE)
    setBusy(false)
    if (!page) return
    const operations = [...shown.operations, ...page.operations]
    count.current = operations.length
    setRead({ kind, operations, next: page.next })
  }
  return {
    operations: shown?.operations ?? known.flatMap((o) => (kind === null || o.kind === kind ? [{ ...o, billed: null }] : [])),
    more: shown?.next ? () => void more() : null,
    busy,
    failure,
  }
}

const fingerprint = (o: PaidOperation): string => [o.id, o.state, o.stopped, o.dismissed, o.balanceAfter?.units].join(' ')
