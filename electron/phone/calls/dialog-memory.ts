import type { Session } from 'sip.js'
import type { DialogState } from 'sip.js/lib/core'
import type { PhoneMemory } from '../../../shared/contract/phone.ts'

/** What a later process needs to end a call that this one leaves behind; null while there is no dialog. */
export function rememberDialog(session: Session | undefined, lineId: string): PhoneMemory['dialogs'][number] | null {
  // sip.js types the dialog by its interface, which hides the state it has
  const state = (session?.dialog as unknown as { dialogState?: DialogState } | undefined)?.dialogState
  if (!state) return null
  return {
    lineId,
    callId: state.callId,
    localTag: state.localTag,
    remoteTag: state.remoteTag,
    cseq: state.localSequenceNumber ?? 0,
    routeSet: [...state.routeSet],
    target: state.remoteTarget.toString(),
    localUri: state.localURI.toString(),
    remoteUri: state.remoteURI.toString(),
  }
}
