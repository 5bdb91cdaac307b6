import type { Session } from 'sip.js'
import type { IncomingInviteRequest, ResponseOptions } from 'sip.js/lib/core'

/**
 * Gap in sip.js: it answers a re-INVITE without a way to add a header or to refuse it. `headersOf` returns the headers of the
 * 2xx, or a refusal.
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
