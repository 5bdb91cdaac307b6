import type { CallActionHandlers } from '../../../shared/contract/call-actions.ts'
import type { CallList } from './call-list.ts'

/** How each call action (shared/contract/call-actions.ts) is done. Refusals are AppErrors. */
export function createCallActions(calls: CallList): CallActionHandlers {
  return {
    answer: ({ callId, others }) => calls.answer(callId, others),
    reject: ({ callId }) => calls.get(callId).reject(),
    hangUp: ({ callId, whole }) => calls.hangUp(callId, whole),
    setHold: ({ callId, on }) => calls.setHold(callId, on),
    setMuted: ({ callId, on }) => calls.setMuted(callId, on),
    setRemoteMuted: ({ callId, on }) => calls.get(callId).setMuted(on, true),
    sendTones: ({ callId, tones }) => calls.get(callId).sendTones(tones),
    transfer: ({ callId, number }) => calls.get(callId).transfer(number),
    completeTransfer: ({ callId }) => calls.completeTransfer(callId),
    cancelTransfer: ({ callId }) => calls.cancelTransfer(callId),
    setConference: ({ on }) => calls.setConference(on),
    answerReferral: ({ callId, accept }) => calls.answerReferral(callId, accept),
  }
}
