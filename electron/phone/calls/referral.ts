import type { Referral, Session } from 'sip.js'
import type { SessionDialog } from 'sip.js/lib/core'
import type { CallView } from '../../../shared/domain/call.ts'
import { redirectTarget } from './call-end.ts'
import { partyOf } from './remote-party.ts'

/** A REFER of the far end (RFC 3515) until the user's decision; a further one is refused meanwhile. */
export class PendingReferral {
  #referral: Referral | null = null

  /**
   * Accepts a REFER at once, as RFC 3515 2.4.2 wants it: whether we call is the user's decision.
   *
   * @returns whom we are asked to call; null when the REFER was refused
   */
  receive(referral: Referral): CallView['referral'] {
    const to = referredTo(referral)
    if (!to || this.#referral) {
      void referral.reject({ statusCode: 603 })
      return null
    }
    void referral.accept()
    this.#referral = referral
    return to
  }

  /** The pending REFER, once; null when there is none. */
  take(): Referral | null {
    const referral = this.#referral
    this.#referral = null
    return referral
  }
}

/** Whom a REFER asks us to call, as it is shown to the user; null when it names nothing that can be called. */
export function referredTo(referral: Referral): CallView['referral'] {
  const number = redirectTarget([referral.request.getHeader('refer-to') ?? ''])
  if (number === null) return null
  const { name } = partyOf(referral.referTo)
  // an attended transfer names the target's Contact, whose user part may be a bare token: its display name says more. A number
  // that can cost money is always shown as it is
  const shown = /^\+?\d+$/.test(number) ? null : (/^([^@\s]+)@/.exec(name ?? '')?.[1] ?? name)
  return shown ? { number: shown, name: null } : { number, name }
}

/** Notifies the far end that we do not call (RFC 3515 2.4.5). */
export function declineReferral(session: Session | undefined): void {
  const dialog = session?.dialog as SessionDialog | undefined
  dialog?.notify(undefined, {
    extraHeaders: ['Event: refer', 'Subscription-State: terminated;reason=noresource'],
    body: { contentDisposition: 'render', contentType: 'message/sipfrag', content: 'SIP/2.0 603 Decline' },
  })
}
