import type { DialogState } from 'sip.js/lib/core'
import type { PhoneMemory } from '../../../shared/contract/phone.ts'

/**
 * What it takes to end a call that this process leaves behind; null while there is no dialog.
 *
 * @param dialog sip.js's, early or confirmed; its type is an interface that hides the state it has
 */
export function rememberDialog(dialog: object | undefined, lineId: string): PhoneMemory['dialogs'][number] | null {
  const state = (dialog as { dialogState?: DialogState } | undefined)?.dialogState
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
