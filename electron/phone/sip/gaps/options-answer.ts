import { statelessAnswer } from './refusal.ts'

/** Methods that we answer (RFC 3261 20.5). */
export const ALLOW = 'ACK, BYE, CANCEL, INFO, INVITE, MESSAGE, NOTIFY, OPTIONS, REFER, UPDATE'

/** Gap in sip.js: it answers 404 to an OPTIONS without a user. Returns a 200 to a provider's OPTIONS ping (RFC 3261 11.2); null for unreadable input. */
export const optionsAnswer = (request: string): string | null =>
  statelessAnswer(request, 200, [`Allow: ${ALLOW}`, 'Accept: application/sdp, text/plain'])
