// The exchange's own reading and writing of SIP: it must not share a parser with what it tests.
export type SipMessage = { readonly start: string; readonly headers: ReadonlyArray<readonly [name: string, value: string]>; readonly body: string }

const short: Readonly<Record<string, string>> = { v: 'via', m: 'contact', i: 'call-id', f: 'from', t: 'to', l: 'content-length', c: 'content-type' }

/** Reads a message leniently: header names in lower case and in their long form, folded lines joined. */
export function parse(text: string): SipMessage {
  const end = text.indexOf('\r\n\r\n')
  const [start = '', ...lines] = (end < 0 ? text : text.slice(0, end)).replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const headers = lines.map((l) => {
    const name = l.slice(0, l.indexOf(':')).trim().toLowerCase()
    return [short[name] ?? name, l.slice(l.indexOf(':') + 1).trim()] as const
  })
  return { start, headers, body: end < 0 ? '' : text.slice(end + 4) }
}

/** The first header of a name in lower case; "" without one. */
export const header = (m: SipMessage, name: string): string => m.headers.find(([n]) => n === name)?.[1] ?? ''
export const headers = (m: SipMessage, name: string): string[] => m.headers.filter(([n]) => n === name).map(([, v]) => v)
export const method = (m: SipMessage): string => m.start.split(' ')[0] ?? ''
/** The status of a response; 0 for a request. */
export const status = (m: SipMessage): number => (m.start.startsWith('SIP/2.0') ? Number(m.start.split(' ')[1]) : 0)
export const uriOf = (value: string): string => /<([^>]+)>/.exec(value)?.[1] ?? value.split(';')[0]?.trim() ?? ''
export const userOf = (uri: string): string => decodeURIComponent(/sips?:([^@;>]*)@/.exec(uri)?.[1] ?? '')
export const tagOf = (value: string): string => /;\s*tag=([^;\s>]+)/.exec(value)?.[1] ?? ''

/** A whole message; Content-Length is added. */
export function write(start: string, lines: ReadonlyArray<readonly [string, string]>, body = ''): string {
  return [start, ...lines.map(([n, v]) => `${n}: ${v}`), `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n')
}

/** A response with what RFC 3261 8.2.6 copies from the request. */
export function response(
  request: SipMessage,
  code: number,
  phrase: string,
  toTag: string,
  extra: ReadonlyArray<readonly [string, string]> = [],
  body = '',
): string {
  const to = header(request, 'to')
  return write(
    `SIP/2.0 ${code} ${phrase}`,
    [
      ...headers(request, 'via').map((v) => ['Via', v] as const),
      ...headers(request, 'record-route').map((v) => ['Record-Route', v] as const),
      ['From', header(request, 'from')],
      ['To', tagOf(to) || !toTag ? to : `${to};tag=${toTag}`],
      ['Call-ID', header(request, 'call-id')],
      ['CSeq', header(request, 'cseq')],
      ...extra,
      ...(body ? [['Content-Type', 'application/sdp'] as const] : []),
    ],
    body,
  )
}
