import { Grammar } from 'sip.js'
import { escapeUser, type NameAddr, readNameAddr, schemeOf, sipFromTel, splitList, writeNameAddr } from '../name-addr.ts'
import { editHeaders, longName, type Peeked } from '../sip-message.ts'

/** The grammar rules by which sip.js reads each header; it drops the whole message when one fails. */
const rules = { from: 'From', to: 'To', contact: 'Contact', 'refer-to': 'Refer_To' } as const
type AddressHeader = keyof typeof rules
/** Also read by its grammar, and of no use to a call when they cannot be. */
const dispensable = { 'max-forwards': 'Max_Forwards' } as const

/** What most messages have: sip.js's grammar takes some microseconds for each character, which is not spent twice on them. */
const plain = /^(?:"[^"\\]*" ?)?<sips?:[\w+*.!~()'%-]*@?[a-z\d.-]+(?::\d+)?(?:;[\w=.-]+)*>(?:;[\w=.:-]+)*$/i

/**
 * Gap in sip.js: it drops a message, without an answer, whose From, To, Contact or Refer-To does not follow its grammar: tel: URIs,
 * commas and characters beyond ASCII in an unquoted display name, `#` in the user part. Returns the message in a form that it reads,
 * short header names written out; null when an address has no readable form.
 *
 * @param host `host:port` of the server, where numbers of tel: URIs lead
 */
export function readableMessage(text: string, message: Peeked, host: string): string | null {
  let unreadable = false
  const out = editHeaders(text, (line, name) => {
    const colon = line.indexOf(':')
    if (colon < 1) return [line]
    const long = longName(name)
    const value = line.slice(colon + 1).trim()
    if (long in dispensable) return reads(value, dispensable[long as keyof typeof dispensable]) ? [line] : []
    if (!(long in rules)) return [long === name ? line : `${long}:${line.slice(colon + 1)}`]
    const header = long as AddressHeader
    if (plain.test(value) || (header === 'contact' && value === '*') || reads(value, rules[header])) return [line]
    const values = (header === 'contact' ? splitList(value) : [value]).flatMap((v) => readableAddress(v, header, host) ?? [])
    // a response is of use without its Contact; a request is answered there
    if (!values.length) unreadable ||= message.status === null || header !== 'contact'
    return values.length ? [`${long}: ${values.join(', ')}`] : []
  })
  return unreadable ? null : out.replace(/^sip\/2\.0(?= \d{3})|(?<=^[^\r\n]* )sip\/2\.0(?=\r\n)/i, 'SIP/2.0')
}

function readableAddress(value: string, header: AddressHeader, host: string): string | null {
  const read = readNameAddr(value)
  if (!read) return null
  const tries: NameAddr[] = [{ ...read, uri: readableUri(read.uri, host) ?? `sip:${host}` }]
  // a party that can be neither shown nor called is still a party; elsewhere the address is what counts
  if (header === 'from' || header === 'to')
    tries.push({ ...read, uri: `sip:${host}` }, { displayName: '', uri: `sip:${host}`, parameters: tagOf(read) })
  else if (schemeOf(read.uri) === null || readableUri(read.uri, host) === null) return null
  return tries.map(writeNameAddr).find((v) => reads(v, rules[header])) ?? null
}

const tagOf = ({ parameters }: NameAddr): string => /;\s*tag\s*=\s*[\w.!%*+`'~-]+/i.exec(parameters)?.[0] ?? ''

/** A URI that sip.js reads, to the same party; null for a scheme that no call can use. */
function readableUri(uri: string, host: string): string | null {
  const scheme = schemeOf(uri)
  if (scheme === 'tel') return sipFromTel(uri, host)
  if (scheme !== 'sip' && scheme !== 'sips') return null
  const rest = uri.slice(scheme.length + 1)
  const at = rest.lastIndexOf('@')
  return `${scheme}:${at < 0 ? '' : `${escapeUser(rest.slice(0, at).replace(/:.*$/s, ''))}@`}${rest.slice(at + 1)}`
}

function reads(value: string, rule: string): boolean {
  try {
    return Grammar.parse(value, rule) !== -1
  } catch {
    return false
  }
}
