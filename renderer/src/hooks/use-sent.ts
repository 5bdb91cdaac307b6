import { useMemo } from 'react'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { PaidOperation, PaidOperationKind, SentOperation, SentPage } from '../../../shared/domain/paid-operation.ts'
import { useApp } from '../state/app-store.ts'
import { keepNamesOf } from '../state/contact-names.ts'
import { usePages } from './use-pages.ts'

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
  const { rows, ...pages } = usePages<SentOperation, NonNullable<SentPage['next']>>(String(kind), `${revision} ${changed}`, async (before, limit) => {
    const outcome = await window.dialdesk.sent.page({ kind, before, limit })
    if (!outcome.ok) return outcome
    const { names, operations, next } = outcome.value
    keepNamesOf(
      operations.flatMap(({ target, via }) => [target, via]),
      names,
    )
    return { ok: true, value: { rows: operations, next } }
  })
  return { ...pages, operations: rows ?? known.flatMap((o) => (kind === null || o.kind === kind ? [{ ...o, billed: null }] : [])) }
}

const fingerprint = (o: PaidOperation): string => [o.id, o.state, o.stopped, o.dismissed, o.balanceAfter?.units].join(' ')
