import { Grammar, type UserAgent } from 'sip.js'
import type { PhoneMemory } from '../../../shared/contract/phone.ts'
import { isUnanswered } from '../sip/unanswered.ts'

/** Exceeds what may have been sent since the dialog was saved (RFC 3261 12.2.2: a lower CSeq is refused). */
const CSEQ_STEP = 100

/**
 * Ends a dialog that is still open at the far end with a BYE; one that cannot be read is left to the far end's time-out.
 *
 * @param onUnanswered the BYE was not answered, or could not be sent: the dialog is to be kept
 */
export function sendOrphanBye(
  { userAgentCore: core }: UserAgent,
  dialog: PhoneMemory['dialogs'][number],
  log: (text: string) => void,
  onUnanswered: (dialog: PhoneMemory['dialogs'][number]) => void,
): void {
  const [target, from, to] = [dialog.target, dialog.localUri, dialog.remoteUri].map((uri) => Grammar.URIParse(uri))
  if (!target || !from || !to) return
  const options = {
    callId: dialog.callId,
    fromTag: dialog.localTag,
    toTag: dialog.remoteTag,
    cseq: dialog.cseq + CSEQ_STEP,
    routeSet: [...dialog.routeSet],
  }
  core.request(core.makeOutgoingRequestMessage('BYE', target, from, to, options), {
    onAccept: () => log('a call that was still open was ended'),
    onReject: ({ message }) => {
      log(`a call that was still open: ${message.statusCode}`)
      // the next try has a higher CSeq
      if (isUnanswered(message.statusCode)) onUnanswered({ ...dialog, cseq: options.cseq })
    },
  })
}
