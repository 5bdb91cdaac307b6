import { type Address, hostPort, normalAddress } from './address.ts'
import { optionsAnswer } from './gaps/options-answer.ts'
import { withReadableBody } from './gaps/readable-body.ts'
import { readableMessage } from './gaps/readable-message.ts'
import { type StatelessStatus, statelessAnswer } from './gaps/refusal.ts'
import { withFromTag } from './gaps/usable-dialog.ts'
import { schemeOf } from './name-addr.ts'
import { editHeaders, editTopVia, type Peeked, unfoldedHead } from './sip-message.ts'

/** What becomes of a request: sip.js gets it, or it is answered here, or neither. */
export type IncomingRequest = { readonly forSip: string } | { readonly answer: string } | null

/**
 * A request in a form that sip.js takes: with where it came from in its Via (RFC 3261 18.2.1, RFC 3581 4), under our own name, and
 * with addresses that it can read. What no handling can use is answered here, so that the sender does not wait for a time-out.
 *
 * @param contactUser user part of our Contact
 * @param server where numbers of tel: URIs lead
 */
export function readRequest(text: string, message: Peeked, from: Address, contactUser: string, server: Address): IncomingRequest {
  const { via, method, toTag } = message
  let out = text
  if (via && (via.rport !== null || via.host !== from.host)) {
    const filled = `;received=${normalAddress(from.host)}${via.rport === null ? '' : `;rport=${from.port}`}`
    out = editTopVia(out, (v) => v.replace(/;\s*rport(\s*=[^;\s]*)?(?=[;\s]|$)/i, '').replace(/;\s*received\s*=[^;\s]*/i, '') + filled)
  }
  if (message.refusal !== null) return refused(out, message, message.refusal)
  if (method === 'OPTIONS' && toTag === null) return answered(optionsAnswer(out))
  if (!/^(sips?|tel)$/.test(schemeOf(message.requestUri) ?? '')) return refused(out, message, 416)
  const readable = readableMessage(out, message, hostPort(server.host, server.port))
  if (readable === null) return refused(out, message, 400)
  return { forSip: withFromTag(withReadableBody(underOurName(readable, message, contactUser, server), message), message) }
}

const answered = (answer: string | null): IncomingRequest => (answer === null ? null : { answer })
/** An ACK is never answered (RFC 3261 17.1.1.3). */
const refused = (text: string, { method }: Peeked, status: StatelessStatus): IncomingRequest =>
  method === 'ACK' ? null : answered(statelessAnswer(text, status))

/** Providers put the called number, or a tel: or sips: URI, into the Request-URI; sip.js answers 404 (416) to all but its Contact's user. */
function underOurName(text: string, { method, requestUri, toTag }: Peeked, contactUser: string, server: Address): string {
  const scheme = schemeOf(requestUri)
  const host = scheme === 'tel' ? hostPort(server.host, server.port) : requestUri.slice((scheme ?? '').length + 1).replace(/^[^@\s]*@/, '')
  const ours = toTag === null && /^(INVITE|MESSAGE|NOTIFY|SUBSCRIBE|REFER|INFO)$/.test(method)
  if (!ours && scheme !== 'tel') return text
  return `${method} sip:${contactUser}@${host} SIP/2.0${text.slice(text.indexOf('\r\n'))}`
}

/** How many calls whose addresses were rewritten are remembered. */
const REMEMBERED = 200

/**
 * From and To of requests that sip.js got in another form: a response repeats them as they came (RFC 3261 8.2.6.2).
 */
export class OriginalParties {
  readonly #known = new Map<string, { readonly from: string; readonly to: string }>()

  /** @param asGiven what sip.js gets */
  remember({ callId, headers }: Peeked, asGiven: string): void {
    const from = headers.get('from')?.[0] ?? ''
    const to = headers.get('to')?.[0] ?? ''
    if (this.#known.has(callId) || (valueIn(asGiven, 'from') === from && valueIn(asGiven, 'to') === to)) return
    this.#known.set(callId, { from, to })
    if (this.#known.size > REMEMBERED) this.#known.delete(this.#known.keys().next().value ?? '')
  }

  /** A response as the sender of the request expects it. */
  restore(response: string, { callId, headers }: Peeked): string {
    const known = this.#known.get(callId)
    if (!known || tagOf(headers.get('from')?.[0] ?? '') !== tagOf(known.from)) return response
    const tag = tagOf(headers.get('to')?.[0] ?? '')
    const to = tagOf(known.to) === null && tag !== null ? `${known.to};tag=${tag}` : known.to
    return editHeaders(response, (line, name) => (name === 'from' ? [`From: ${known.from}`] : name === 'to' ? [`To: ${to}`] : [line]))
  }
}

const tagOf = (value: string): string | null => /;\s*tag\s*=\s*([^;\s]+)/i.exec(value)?.[1] ?? null
const valueIn = (text: string, name: string): string => {
  const line = unfoldedHead(text).find((l) => new RegExp(`^(${name}|${name[0]})\\s*:`, 'i').test(l)) ?? ''
  return line.slice(line.indexOf(':') + 1).trim()
}
