import type { Referral, Session } from 'sip.js'
import type { SessionDialog } from 'sip.js/lib/core'
import type { CallView } from '../../../shared/call.ts'
import { redirectTarget } from './call-end.ts'
import { partyOf } from './remote-party.ts'

/** Whom a REFER wants us to call, as the user sees it; null when it names nobody that can be called. */
export function referredTo(referral: Referral): CallView['referral'] {
  const number = redirectTarget([referral.request.getHeader('refer-to') ?? ''])
  if (number === null) return null
  const { name } = partyOf(referral.referTo)
  // an attended transfer names the target's Contact, which may be a bare token: what it calls itself says more. A number
  // that can cost money is always shown as it is
  const said = /^\+?\d+$/.test(number) ? null : (/^([^@\s]+)@/.exec(name ?? '')?.[1] ?? name)
  return said ? { number: said, name: null } : { number, name }
}

/** Tells who referred us that we do not (RFC 3515 2.4.5). */
export function declineReferral(session: Session | undefined): void {
  const dialog = session?.dialog as SessionDialog | undefined
  dialog?.notify(undefined, {
    extraHeaders: ['Event: refer', 'Subscription-State: terminated;reason=noresource'],
    body: { contentDisposition: 'render', contentType: 'message/sipfrag', content: 'SIP/2.0 603 Decline' },
  })
}
