import type { Answer, Override } from './provider.ts'
import { refuse } from './reply.ts'

/** Turns the sandbox's own answer into an odd one. The request has been taken by then: whatever it does is done. */
const odd =
  (change: (text: string) => string, part: Omit<Answer, 'text'> = {}): Override =>
  (_request, normal) => ({ ...part, text: change(normal()) })
const same = (text: string): string => text
const body =
  (change: (body: Record<string, unknown>) => unknown): Override =>
  (_request, normal) => {
    const reply = JSON.parse(normal()) as { body?: Record<string, unknown> }
    return { text: JSON.stringify({ ...reply, body: change(reply.body ?? {}) }) }
  }

/** What the provider's API is known or feared to do (provider API: misbehaviour), by name; set one as `provider.override`. */
export const oddities = {
  'a BOM in front': odd((text) => `\uFEFF\r\n${text}`),
  'HTTP 500 around a good envelope': odd(same, { status: 500 }),
  'HTTP 404 around a good envelope': odd(same, { status: 404 }),
  'codes and error as text': odd((text) => text.replace('"error":false', '"error":"false"').replace('"code":200', '"code":"200"')),
  'several codes': odd((text) => text.replace('"codes":[', '"codes":[{"code":201,"description":"Created"},')),
  'a lone code': odd((text) => text.replace(/"codes":\[(\{[^\]]*\})\]/, '"codes":$1')),
  'truncated JSON': odd((text) => text.slice(0, -20)),
  'an HTML page': odd(() => '<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>', {
    status: 502,
    headers: { 'content-type': 'text/html' },
  }),
  'HTML in the description': odd((text) =>
    text
      .replace('"error":false', '"error":true')
      .replace('"code":200,"description":"OK"', '"code":4711,"description":"Not now<br><img src=x onerror=alert(1)>"'),
  ),
  'dropped after the request was taken': odd(same, { drop: true }),
  'no body': odd((text) => JSON.stringify({ ...JSON.parse(text), body: undefined })),
  'body null': body(() => null),
  'body []': body(() => []),
  'accounts as lone object': body((b) => ({ ...b, accounts: (b['accounts'] as unknown[] | undefined)?.[0] })),
  'accounts keyed by id': body((b) => ({
    ...b,
    accounts: Object.fromEntries((b['accounts'] as { accountnumber: string }[] | undefined)?.map((a) => [a.accountnumber, a]) ?? []),
  })),
  'a billed call that cannot be read': body((b) => ('voiplist' in b ? b : { ...b, table: { tbody: { tr: { td: [{ datestart: 'never' }] } } } })),
  'the list of lines is []': body((b) => ('voiplist' in b ? { ...b, voiplist: [] } : b)),
} as const satisfies Record<string, Override>

type Fault = Override & { /** Read all the same. */ readonly harmless?: boolean }
const harmless = (override: Override): Fault => Object.assign((...args: Parameters<Override>) => override(...args), { harmless: true })
const refused =
  (code: number): Fault =>
  () => ({ text: refuse(code, 'made-up refusal') })

const all = {
  '500': odd(() => '', { status: 500 }),
  '503': odd(() => '', { status: 503 }),
  'a redirect': odd(() => '', { status: 302, headers: { location: 'http://127.0.0.1:9/api/rest/v2/' } }),
  '502 with HTML': oddities['an HTML page'],
  "502 with a front end's JSON": odd(() => '{"error":"Bad Gateway","status":502}', { status: 502 }),
  'an error that is a sentence': odd(() => '{"error":"failed"}'),
  slow: harmless(odd(same, { delay: 300 })),
  'dropped after the request was taken': oddities['dropped after the request was taken'],
  truncated: oddities['truncated JSON'],
  BOM: harmless(oddities['a BOM in front']),
  'text/html': harmless(odd(same, { headers: { 'content-type': 'text/html' } })),
  'Latin-1': harmless(odd(same, { latin1: true })),
  '1011': refused(1011),
  '1012': refused(1012),
  '401': refused(401),
  '403': refused(403),
  '404': refused(404),
  '504': refused(504),
} as const satisfies Record<string, Fault>
/** What each module must survive: no fault may repeat a paid operation, lose stored data, or be shown in technical words alone. */
export const faults: Readonly<Record<keyof typeof all, Fault>> = all
