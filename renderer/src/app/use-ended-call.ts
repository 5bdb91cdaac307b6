import { useEffect } from 'react'
import type { CallView } from '../../../shared/domain/call.ts'
import { useApp } from '../state/app-store.ts'
import { useEndedCallStore } from '../state/ended-call.ts'
import { openAccountId, shownCall } from '../state/selectors.ts'

/** The call whose summary the phone screen shows: from its end until the user closes it, another call begins or the account changes. */
export function useEndedCall(): CallView | null {
  const call = useApp(shownCall)
  const account = useApp(openAccountId)
  const kept = useEndedCallStore()
  const ended = call?.state === 'ended' && call.id !== kept.closed ? call : null
  useEffect(() => {
    if (ended) useEndedCallStore.setState({ call: ended })
    else if (call && call.state !== 'ended') useEndedCallStore.setState({ call: null })
  }, [ended, call])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another account has other calls
  useEffect(() => () => useEndedCallStore.setState({ call: null, closed: null }), [account])
  return ended ?? (call && call.state !== 'ended' ? null : kept.call)
}
