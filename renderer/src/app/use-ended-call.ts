import { useEffect } from 'react'
import type { CallView } from '../../../shared/domain/call.ts'
import { useApp } from '../state/app-store.ts'
import { useEndedCallStore } from '../state/ended-call.ts'
import { openAccountId, runningCall, shownCall } from '../state/selectors.ts'

/** The call whose summary the phone screen shows: from its end until the user closes it, another call begins or the account changes. */
export function useEndedCall(): CallView | null {
  // not the running call, which changes every two seconds
  const over = useApp((s) => (runningCall(s) ? null : shownCall(s)))
  const running = useApp((s) => runningCall(s) !== null)
  const account = useApp(openAccountId)
  const kept = useEndedCallStore()
  const ended = over && over.id !== kept.closed ? over : null
  useEffect(() => {
    if (ended) useEndedCallStore.setState({ call: ended })
    else if (running) useEndedCallStore.setState({ call: null })
  }, [ended, running])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another account has other calls
  useEffect(() => () => useEndedCallStore.setState({ call: null, closed: null }), [account])
  return ended ?? (running ? null : kept.call)
}
