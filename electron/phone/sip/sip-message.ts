import { readIp, readPort } from './address.ts'
import { MAX_HEADERS } from './stream-framer.ts'

/**
 * As much of a SIP message as a transport needs (RFC 3261 7): for routing, retransmission and addresses. sip.js parses the rest.
 * Nothing in this file throws on bad input, and the ports and addresses it returns are valid.
 */
export type Via = {
  readonly protocol: string
  readonly host: string
  /** 1 to 65535. */
  readonly port: number | null
  /** null: no rport parameter; 0: present without a value that is a port (RFC 3581). */
  readonly rport: number | null
  /** An IP address. */
  readonly received: string | null
}

export type Peeked = {
  readonly startLine: string
  /** Status of a response, null for a request. */
  readonly status: number | null
  /** Method of the request, or of the request that a response answers. */
  readonly method: string
  readonly requestUri: string
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly via: Via | null
  readonly branch: string
  readonly callId: string
  readonly toTag: string | null
  /** Characters of start line and headers. */
  readonly headLength: number
  /** The status that a request gets without being looked at further; null for one that is in order, and for responses. */
  readonly refusal: 400 | 505 | 513 | null
}

/** Short header names (RFC 3261 7.3.3, and those of the extensions that registered one). */
const compact: Readonly<Record<string, string>> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  d: 'request-disposition',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  j: 'reject-contact',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  n: 'identity-info',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires',
  y: 'identity',
}
/** A header's long name. @param name in lower case */
export const longName = (name: string): string => compact[name] ?? name

/** Index of the blank line; the text's length without one. */
export function headEnd(text: string): number {
  const end = text.indexOf('\r\n\r\n')
  return end < 0 ? text.length : end
}

/** The lines of start line and headers, unfolded. Half a line end is a space: others would read a line of its own where such a value is passed on. */
export const unfoldedHead = (text: string): string[] =>
  text
    .slice(0, headEnd(text))
    .replace(/\r\n[ \t]+|\r(?!\n)|(?<!\r)\n/g, ' ')
    .split('\r\n')

/**
 * The message with each line of its head, unfolded, replaced by those that `edit` returns; none removes it.
 *
 * @param edit gets the header's name as it is written, in lower case; "" where there is none
 * @param added header lines for the end of the head
 */
export function editHeaders(text: string, edit: (line: string, name: string) => readonly string[], added: readonly string[] = []): string {
  const lines = unfoldedHead(text).flatMap((line) =>
    edit(
      line,
      line
        .slice(0, Math.max(0, line.indexOf(':')))
        .trim()
        .toLowerCase(),
    ),
  )
  return [...lines, ...added].join('\r\n') + text.slice(headEnd(text))
}

/**
 * Start line, headers (unfolded, long names, lower case) and the topmost Via; null for anything but a SIP message. Of more than
 * MAX_HEADERS lines the first ones are read.
 */
export function peek(text: string): Peeked | null {
  const [startLine = '', ...all] = unfoldedHead(text)
  const response = /^SIP\/2\.0 (\d{3})(?: |$)/i.exec(startLine)
  // with spaces where none may be it is still answered (RFC 4475 3.1.2)
  const request = response ? null : /^([\w.!%*+`'~-]{1,40}) +(\S[^\r\n]{0,2000}) SIP\/(\d+\.\d+) *$/i.exec(startLine)
  const exact = !/ {2}| $/.test(startLine) && startLine.split(' ').length === 3
  const lines = all.slice(0, MAX_HEADERS)
  if ((!response && !request) || (response && lines.length < all.length)) return null
  const headers = new Map<string, string[]>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const long = longName(line.slice(0, colon).trim().toLowerCase())
    const values = headers.get(long)
    if (values) values.push(line.slice(colon + 1).trim())
    else headers.set(long, [line.slice(colon + 1).trim()])
  }
  const first = (name: string): string => headers.get(name)?.[0] ?? ''
  const topVia = first('via').split(',')[0] ?? ''
  const complete = ['from', 'to', 'call-id'].every((name) => first(name) !== '') && /^\d{1,10}\s+\S+$/.test(first('cseq'))
  return {
    startLine,
    status: response ? Number(response[1]) : null,
    method: request?.[1] ?? first('cseq').split(/\s+/)[1] ?? '',
    requestUri: request?.[2] ?? '',
    headers,
    via: readVia(topVia),
    branch: /;\s*branch\s*=\s*([^;,\s]+)/i.exec(topVia)?.[1] ?? '',
    callId: first('call-id'),
    toTag: /;\s*tag\s*=\s*([^;\s]+)/i.exec(first('to'))?.[1] ?? null,
    headLength: headEnd(text),
    refusal: !request ? null : request[3] !== '2.0' ? 505 : lines.length < all.length ? 513 : complete && exact ? null : 400,
  }
}

/** Of any version: a request of another one is answered by it. */
function readVia(via: string): Via | null {
  const match = /^SIP\s*\/\s*\d+\.\d+\s*\/\s*(\w+)\s+(\[[^\]]+\]|[^;:\s]+)(?:\s*:\s*(\d*))?/i.exec(via)
  const port = readPort(match?.[3])
  if (!match || (match[3] !== undefined && port === null)) return null
  const rport = /;\s*rport(?:\s*=\s*([^;\s]*))?(?=[;\s]|$)/i.exec(via)
  return {
    protocol: (match[1] ?? '').toUpperCase(),
    host: bare(match[2] ?? ''),
    port,
    rport: rport ? (readPort(rport[1]) ?? 0) : null,
    received: readIp(/;\s*received\s*=\s*([^;\s]+)/i.exec(via)?.[1]),
  }
}

/** Changes the value of the topmost Via. */
export function editTopVia(text: string, change: (value: string) => string): string {
  return text.replace(/^(v|via)(\s*:\s*)([^\r\n,]+)/im, (_all, name: string, colon: string, value: string) => name + colon + change(value))
}

export type UriTarget = { readonly scheme: string; readonly host: string; readonly port: number | null; readonly transport: string | null }

/** Characters of a header, behind the display name, in which a URI is looked for: the search takes the square of it where nothing fits. */
const LONGEST_URI = 2000

/** Host, port and transport of a SIP URI, bare or in a name-addr; null for anything else. A port is valid. */
export function uriTarget(text: string): UriTarget | null {
  const match = /(sips?):(?:[^@>;\s]*@)?(\[[^\]]+\]|[^;:>?\s]+)(?::(\d*))?([^>?\s]*)/i.exec(fromUri(text).slice(0, LONGEST_URI))
  const port = readPort(match?.[3])
  if (!match || (match[3] !== undefined && port === null)) return null
  return {
    scheme: (match[1] ?? 'sip').toLowerCase(),
    host: bare(match[2] ?? ''),
    port,
    transport: /;transport=(\w+)/i.exec(match[4] ?? '')?.[1]?.toLowerCase() ?? null,
  }
}

/** The text without the display name in front of a `<`; in quotes it may hold anything (RFC 3261 25.1). */
function fromUri(text: string): string {
  const rest = text.slice(/^\s*"(?:[^"\\]|\\.)*"/s.exec(text)?.[0].length ?? 0)
  return rest.slice(Math.max(0, rest.indexOf('<')))
}

const bare = (host: string): string => host.replace(/^\[(.*)\]$/, '$1')
