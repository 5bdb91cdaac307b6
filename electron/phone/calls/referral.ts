import { Inviter, type InviterOptions, type Referral, type Session, SessionState, type UserAgent } from 'sip.js'
import type { SessionDialog } from 'sip.js/lib/core'
import type { CallView } from '../../../shared/domain/call.ts'
import { redirectTarget } from './call-end.ts'
import { contactOf } from './dialog-keeper.ts'
import { partyOf } from './remote-party.ts'

/** s for which a subscription to a REFER's outcome is granted; a call that rings longer is reported all the same. */
const SUBSCRIPTION = 300

/** A REFER that was accepted: the call that it requests, and what the far end gets to know of it. */
export type AcceptedReferral = {
  /** The session that calls whom the far end named; a fresh one each time. */
  readonly invite: (userAgent: UserAgent, options: InviterOptions) => Inviter
  /** Notifies the far end of a response to that call, or of our decision (RFC 3515 2.4.4); final from 200 on. */
  readonly notify: (status: number, phrase: string) => void
}

/** A REFER of the far end (RFC 3515) until the user's decision; a further one is refused meanwhile. */
export class PendingReferral {
  #referral: AcceptedReferral | null = null
  #accepted = 0

  /**
   * Accepts a REFER at once, as RFC 3515 2.4.2 wants it: whether we call is the user's decision.
   *
   * @param session in which it came
   * @returns whom we are asked to call; null when the REFER was refused
   */
  receive(referral: Referral, session: Session | undefined): CallView['referral'] {
    const to = referredTo(referral)
    const replaces = replacedBy(referral)
    if (!to || replaces === null || this.#referral) {
      void referral.reject({ statusCode: replaces === null ? 400 : 603 })
      return null
    }
    void referral.accept()
    this.#accepted += 1
    this.#referral = accepted(referral, session, replaces, this.#accepted > 1)
    this.#referral.notify(100, 'Trying')
    return to
  }

  /** The pending REFER, once; null when there is none. */
  take(): AcceptedReferral | null {
    const referral = this.#referral
    this.#referral = null
    return referral
  }
}

/**
 * @param replaces of the INVITE, as its header has it; "" for none
 * @param further not the first REFER of its dialog: its notifications name it (RFC 3515 2.4.6)
 */
function accepted(referral: Referral, session: Session | undefined, replaces: string, further: boolean): AcceptedReferral {
  // sip.js passes on a provisional response a moment late
  let over = false
  let reported = 0
  const event = `Event: refer${further ? `;id=${referral.request.cseq}` : ''}`
  return {
    invite(userAgent, options) {
      const target = referral.referTo.uri.clone()
      target.clearHeaders()
      const { referredBy } = referral
      const extraHeaders = [
        ...(options.extraHeaders ?? []),
        ...(replaces ? [`Replaces: ${replaces}`] : []),
        ...(referredBy ? [`Referred-By: ${referredBy}`] : []),
      ]
      return new Inviter(userAgent, target, { ...options, extraHeaders })
    },
    /** Gap in sip.js: its own notifications end the subscription with the first one, and have no Contact (RFC 6665 4.2.1). */
    notify(status, phrase) {
      const dialog = session?.dialog as SessionDialog | undefined
      // servers repeat their 180 (RFC 3261 13.3.1.1): that is no step
      if (!dialog || session?.state !== SessionState.Established || over || status === reported) return
      over = status >= 200
      reported = status
      const state = status < 200 ? `active;expires=${SUBSCRIPTION}` : 'terminated;reason=noresource'
      dialog.notify(undefined, {
        extraHeaders: [event, `Subscription-State: ${state}`, `Contact: ${contactOf(session)}`],
        body: { contentDisposition: 'render', contentType: 'message/sipfrag;version=2.0', content: `SIP/2.0 ${status} ${phrase}` },
      })
    },
  }
}

/**
 * The call that ours is to replace (RFC 3891 6.1), as its header has it; "" where the REFER names none. Null for what is no value of a header: escapes in a URI may stand
 * for the end of a line, and more of a request behind it would go out as ours.
 */
function replacedBy({ replaces }: Referral): string | null {
  if (replaces === undefined) return ''
  try {
    const value = decodeURIComponent(replaces).trim()
    return /^[\x20-\x7e]+$/.test(value) ? value : null
  } catch {
    return null
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
