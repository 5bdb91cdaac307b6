// Scenarios for sipp, put together from steps: what a test's far end does, in the order in which it does it.

export type Scenario = { readonly name: string; readonly steps: readonly string[] }
type Parts = { readonly headers?: readonly string[]; readonly body?: string; readonly type?: string }

const CRLF = '\n'
/** A description with A-law and telephone-event; `lines` are added to its audio section. */
export const sound = (lines: readonly string[] = [], formats = '8 101'): string =>
  [
    'v=0',
    'o=sipp 1 1 IN IP4 [local_ip]',
    's=-',
    'c=IN IP4 [media_ip]',
    't=0 0',
    `m=audio [rtpstream_audio_port] RTP/AVP ${formats}`,
    'a=rtpmap:8 PCMA/8000',
    ...(formats.includes('101') ? ['a=rtpmap:101 telephone-event/8000'] : []),
    ...lines,
  ].join(CRLF)

const content = ({ headers = [], body, type = 'application/sdp' }: Parts): string =>
  [...headers, ...(body === undefined ? ['Content-Length: 0', '', ''] : [`Content-Type: ${type}`, 'Content-Length: [len]', '', body])].join(CRLF)

/** Waits for a request; each header named must match. */
export function recv(method: string, checks: Readonly<Record<string, string>> = {}): string {
  const first = method === 'INVITE' ? ' rrs="true"' : ''
  const actions = Object.entries(checks).map(
    ([header, pattern]) => `<ereg regexp="${xmlText(pattern)}" search_in="hdr" header="${header}:" check_it="true" assign_to="9"/>`,
  )
  const keep =
    method === 'INVITE'
      ? ['<ereg regexp=":.*" search_in="hdr" header="From" assign_to="2"/>', '<ereg regexp=":.*" search_in="hdr" header="To" assign_to="3"/>']
      : []
  const all = [...keep, ...actions]
  return `<recv request="${method}"${first}>${all.length ? `<action>${all.join('')}</action>` : ''}</recv>`
}

/** Waits for the answer to a request of ours. */
export const answer = (status: number): string => `<recv response="${status}"/>`

/** A response to the last request. */
export function reply(status: number, phrase: string, parts: Parts = {}, tag = true): string {
  return send([
    `SIP/2.0 ${status} ${phrase}`,
    '[last_Via:]',
    '[last_From:]',
    `[last_To:]${tag ? ';tag=[pid]S[call_number]' : ''}`,
    '[last_Call-ID:]',
    '[last_CSeq:]',
    '[last_Record-Route:]',
    ...(parts.headers?.some((h) => h.startsWith('Contact:')) ? [] : ['Contact: <sip:sipp@[local_ip]:[local_port];transport=[transport]>']),
    content(parts),
  ])
}
/** A response inside the dialog, whose To has its tag already. */
export const replyInside = (status: number, phrase: string, parts: Parts = {}): string => reply(status, phrase, parts, false)

/** A request inside the dialog. */
export function request(method: string, cseq: number, parts: Parts = {}): string {
  return send(
    [
      `${method} [next_url] SIP/2.0`,
      'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
      '[routes]',
      'From[$3];tag=[pid]S[call_number]',
      'To[$2]',
      'Call-ID: [call_id]',
      `CSeq: ${cseq} ${method}`,
      'Max-Forwards: 70',
      'Contact: <sip:sipp@[local_ip]:[local_port];transport=[transport]>',
      content(parts),
    ],
    method !== 'ACK',
  )
}

/** A method of our own: a request with it comes from the test. */
export const PROCEED = 'PROCEED'
/** Waits until the test has seen what it looks for (`Sipp.proceed`), however long a busy computer takes for it. */
export const untilProceed = recv(PROCEED)
/** For what a far end leaves between two messages; what a test is to see in the meantime has `untilProceed`. */
export const pause = (ms: number): string => `<pause milliseconds="${ms}"/>`
/** 620 Hz from now on. */
export const play = '<nop><action><exec rtp_stream="@TONE@,-1,8"/></action></nop>'
/** Up to the ACK of a call that is answered with these headers. */
export const answered = (parts: Parts = { body: sound() }): string[] => [recv('INVITE'), reply(200, 'OK', parts), recv('ACK'), play]
/** Waits for the far end to hang up. */
export const untilBye = [recv('BYE'), replyInside(200, 'OK')]

export function scenarioXml({ name, steps }: Scenario): string {
  // sipp refuses a scenario that keeps something and never reads it
  const kept = ['2', '3', '9'].filter((n) => steps.some((step) => step.includes(`assign_to="${n}"`)))
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>\n<scenario name="${xmlText(name)}">\n${steps.join('\n')}\n<nop hide="true"><action><log message="${kept.map((n) => `[$${n}]`).join('')}"/></action></nop>\n</scenario>\n`
}

function send(lines: readonly string[], again = false): string {
  return `<send${again ? ' retrans="500"' : ''}><![CDATA[\n\n${lines.join(CRLF)}\n]]></send>`
}

function xmlText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
