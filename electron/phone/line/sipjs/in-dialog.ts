import type { Session } from 'sip.js'
import type { IncomingInviteRequest, ResponseOptions } from 'sip.js/lib/core'

/**
 * Gap in sip.js: it answers a re-INVITE by itself and lets nobody add a header or refuse it first. `headersOf` gives the
 * headers of the 2xx, or a refusal.
 */
export function shapeReinvites(
  session: Session,
  headersOf: (request: IncomingInviteRequest) => string[] | { readonly statusCode: number; readonly extraHeaders: string[] },
): void {
  const open = session as unknown as { onInviteRequest(request: IncomingInviteRequest): void }
  const answer = open.onInviteRequest.bind(session)
  open.onInviteRequest = (request) => {
    const extra = headersOf(request)
    if (!Array.isArray(extra)) {
      request.reject(extra)
      return
    }
    const accept = request.accept.bind(request)
    request.accept = (options: ResponseOptions = { statusCode: 200 }) =>
      accept({ ...options, extraHeaders: [...(options.extraHeaders ?? []), ...extra] })
    answer(request)
  }
}

/** Extensions a request may require of us (RFC 3261 8.2.2.3); sip.js does not look. */
const understood = ['timer', 'replaces', 'norefersub']

/** What a request requires and we do not have. */
export function notUnderstood(require: string | undefined): string[] {
  return (require ?? '')
    .split(',')
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== '' && !understood.includes(tag))
}
