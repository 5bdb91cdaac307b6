import type { IncomingRequestMessage, OutgoingRequestDelegate, SessionDialog } from 'sip.js/lib/core'
import { NonInviteClientTransaction, NonInviteServerTransaction, UserAgentClient, UserAgentServer } from 'sip.js/lib/core'
import { Dialog } from 'sip.js/lib/core/dialogs/dialog.js'
import { AllowedMethods } from 'sip.js/lib/core/user-agent-core/allowed-methods.js'
import { NameAddrHeader, type URI } from 'sip.js/lib/grammar'

/**
 * Gap in sip.js: UPDATE (RFC 3311). sip.js answers it with 405 and cannot send it. Adds it to the list of allowed methods, from
 * which sip.js makes its Allow headers.
 */
export function allowUpdate(): void {
  if (!AllowedMethods.includes('UPDATE')) AllowedMethods.push('UPDATE')
}

type OpenDialog = SessionDialog & { sequenceGuard(message: IncomingRequestMessage): boolean }

/** Passes each UPDATE of this dialog to `take`, which answers it, instead of sip.js's "not implemented". */
export function takeUpdates(dialog: SessionDialog, take: (request: UserAgentServer) => void): void {
  const open = dialog as OpenDialog
  const receive = dialog.receiveRequest.bind(dialog)
  dialog.receiveRequest = (message) => {
    if (message.method !== 'UPDATE') return receive(message)
    // the sequence rules of RFC 3261 12.2.2, as for every request in a dialog
    if (!open.sequenceGuard(message)) return
    Dialog.prototype.receiveRequest.call(dialog, message)
    refreshTarget(dialog, message)
    take(new UserAgentServer(NonInviteServerTransaction as never, dialog.userAgentCore, message))
  }
}

/** An UPDATE may move the far end to another Contact (RFC 3311 5.2): the BYE has to go there. */
function refreshTarget(dialog: SessionDialog, message: IncomingRequestMessage): void {
  const contact: unknown = message.hasHeader('contact') ? message.parseHeader('contact') : undefined
  if (contact instanceof NameAddrHeader && /^sips?$/i.test(contact.uri.scheme))
    (dialog as unknown as { dialogState: { remoteTarget: URI } }).dialogState.remoteTarget = contact.uri
}

/** Sends an UPDATE in this dialog. */
export function sendUpdate(dialog: SessionDialog, extraHeaders: string[], delegate: OutgoingRequestDelegate): void {
  const message = dialog.createOutgoingRequestMessage('UPDATE', { extraHeaders })
  new UserAgentClient(NonInviteClientTransaction as never, dialog.userAgentCore, message, delegate)
}
