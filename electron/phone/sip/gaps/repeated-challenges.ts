import type { IncomingResponseMessage, OutgoingRequestMessage, SessionDialog, UserAgentCore } from 'sip.js/lib/core'
import type { DigestAuthentication } from 'sip.js/lib/core/messages/digest-authentication.js'
import { UserAgentClient } from 'sip.js/lib/core/user-agents/user-agent-client.js'
import { type Challenge, chosenChallenge } from '../challenge.ts'

/** The part of sip.js's class that is used here; its type declares it as private. */
type Client = { readonly core: UserAgentCore; readonly message: OutgoingRequestMessage; init(): void }

const MOST_ROUNDS = 4
const answered = new WeakMap<object, Map<string, { readonly credentials: DigestAuthentication; stale: boolean }>>()

/** What the last REGISTER of a user agent was signed for. */
const signedInWith = new WeakMap<UserAgentCore, { readonly header: string; readonly challenge: Challenge }>()

/**
 * Gap in sip.js: it waits for a challenge each time. Signs a request with the nonce that the registrar named in advance
 * (`nextnonce`, RFC 7616 3.5); a registrar that thinks better of it challenges as ever. Does nothing before the first challenge.
 *
 * @param info the Authentication-Info header of the last response
 */
export function signAhead(core: UserAgentCore, message: OutgoingRequestMessage, info: string): void {
  const last = signedInWith.get(core)
  const nonce = /(?:^|[\s,])nextnonce\s*=\s*(?:"((?:[^"\\]|\\.){1,500})"|([^\s,"]{1,500}))/i.exec(info)
  if (!last || !nonce) return
  const next = nonce[1]?.replace(/\\(.)/g, '$1') ?? nonce[2] ?? ''
  const credentials = core.configuration.authenticationFactory()
  if (credentials?.authenticate(message, { ...last.challenge, nonce: next } as never)) message.setHeader(last.header, credentials.toString())
}

/**
 * Gap in sip.js: it answers one challenge per request. A proxy's 407 may be followed by the far end's own 401 (RFC 3261 22.3:
 * credentials accumulate, one header for each realm), and a nonce may run out in between. A second challenge for the same
 * realm counts as wrong credentials unless it says `stale`, so that a wrong password is not tried twice.
 */
export function answerEachChallenge(): void {
  const prototype = UserAgentClient.prototype as unknown as { authenticationGuard: typeof guard }
  if (prototype.authenticationGuard !== guard) prototype.authenticationGuard = guard
}

/** @returns true when the response is final; false when the request was sent again with credentials */
function guard(this: Client, response: IncomingResponseMessage, dialog?: SessionDialog): boolean {
  const status = response.statusCode
  if (status !== 401 && status !== 407) return true
  const challenge = chosenChallenge((name) => response.getHeader(name))
  if (!challenge) return true
  const header = status === 401 ? 'authorization' : 'proxy-authorization'
  const rounds = answered.get(this) ?? new Map<string, { readonly credentials: DigestAuthentication; stale: boolean }>()
  answered.set(this, rounds)
  const key = `${header} ${challenge.realm}`
  const before = rounds.get(key)
  if (rounds.size >= MOST_ROUNDS || (before && (before.stale || !challenge.stale))) return true
  const credentials = before?.credentials ?? this.core.configuration.authenticationFactory()
  if (!credentials?.authenticate(this.message, challenge as never)) return true
  if (this.message.method === 'REGISTER') signedInWith.set(this.core, { header, challenge })
  rounds.set(key, { credentials, stale: before !== undefined })
  let cseq = (this.message.cseq += 1)
  if (dialog?.localSequenceNumber) {
    dialog.incrementLocalSequenceNumber()
    cseq = this.message.cseq = dialog.localSequenceNumber
  }
  this.message.setHeader('cseq', `${cseq} ${this.message.method}`)
  this.message.setHeader(header, credentials.toString())
  this.init()
  return false
}
