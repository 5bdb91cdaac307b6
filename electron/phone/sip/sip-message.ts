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
}

const compact: Readonly<Record<string, string>> = {
  v: 'via',
  m: 'contact',
  i: 'call-id',
  f: 'from',
  t: 'to',
  l: 'content-length',
  c: 'content-type',
}

/** Index of the blank line; the text's length without one. */
export function headEnd(text: string): number {
  const end = text.indexOf('\r\n\r\n')
  return end < 0 ? text.length : end
}

/** The lines of start line and headers, unfolded. */
const headLines = (text: string): string[] =>
  text
    .slice(0, headEnd(text))
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')

/**
 * The message with each line of its head, unfolded, replaced by those that `edit` returns; none removes it.
 *
 * @param edit gets the header's name as it is written, in lower case; "" where there is none
 * @param added header lines for the end of the head
 */
export function editHeaders(text: string, edit: (line: string, name: string) => readonly string[], added: readonly string[] = []): string {
  const lines = headLines(text).flatMap((line) =>
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

/** Start line, headers (unfolded, long names, lower case) and the topmost Via; null for anything but a SIP message. */
export function peek(text: string): Peeked | null {
  const [startLine = '', ...lines] = headLines(text)
  const response = /^SIP\/2\.0 (\d{3})(?: |$)/.exec(startLine)
  const request = /^([A-Z]{2,20}) (\S+) SIP\/2\.0$/.exec(startLine)
  if ((!response && !request) || lines.length > MAX_HEADERS) return null
  const headers = new Map<string, string[]>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    const long = compact[name] ?? name
    const values = headers.get(long)
    if (values) values.push(line.slice(colon + 1).trim())
    else headers.set(long, [line.slice(colon + 1).trim()])
  }
  const first = (name: string): string => headers.get(name)?.[0] ?? ''
  const topVia = first('via').split(',')[0] ?? ''
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
  }
}

function readVia(via: string): Via | null {
  const match = /^SIP\s*\/\s*2\.0\s*\/\s*(\w+)\s+(\[[^\]]+\]|[^;:\s]+)(?:\s*:\s*(\d*))?/i.exec(via)
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
