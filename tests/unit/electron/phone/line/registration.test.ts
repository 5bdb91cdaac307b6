import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RegistrationKeeper, type RegistrationOptions } from '../../../../../electron/phone/line/registration.ts'
import type { Registration } from '../../../../../shared/domain/line.ts'

type Answer = { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
type Delegate = { onAccept(r: unknown): void; onReject(r: unknown): void }

/** A registrar in place of sip.js's core: requests wait until they are answered. */
function keeper(part: Partial<RegistrationOptions> = {}) {
  const requests: { readonly headers: readonly string[]; readonly delegate: Delegate; readonly cseq: number }[] = []
  const shown: Registration[] = []
  const failures: string[] = []
  const bound: (string | null)[] = []
  const uri = { clone: () => ({ user: 'x' as string | undefined }) }
  const core = {
    makeOutgoingRequestMessage: (_m: string, _r: unknown, _f: unknown, _t: unknown, options: { cseq: number }, headers: string[]) => ({
      headers,
      ...options,
    }),
    register: (message: { headers: string[]; cseq: number }, delegate: Delegate) => requests.push({ ...message, delegate }),
  }
  const contact = 'sip:me@ours.invalid'
  const subject = new RegistrationKeeper({
    userAgent: { userAgentCore: core, configuration: { uri }, contact: { uri: { toString: () => contact } } } as never,
    instanceId: 'i',
    wireContact: () => 'sip:me@192.0.2.10:40000',
    connection: () => ({ transport: 'udp', localPort: 1, server: 's' }),
    onChange: (r) => shown.push(r),
    onBound: (b) => bound.push(b?.contact ?? null),
    nextPassword: () => false,
    passwordWorked: () => {},
    signInObstacle: () => null,
    onRedirect: () => false,
    onServiceRoute: () => {},
    onFailed: ({ code }, retryAfter) => failures.push(`${code} ${retryAfter}`),
    previous: null,
    ...part,
  })
  const answer = (n: number, { status, headers = {} }: Answer): void => {
    const request = requests[n]
    const message = {
      statusCode: status,
      reasonPhrase: 'Reason',
      cseq: request?.cseq,
      getHeader: (name: string) => headers[name],
      getHeaders: () => (headers['contact'] === undefined ? [] : [headers['contact']]),
    }
    if (status < 300) request?.delegate.onAccept({ message })
    else request?.delegate.onReject({ message })
  }
  return { subject, requests, shown, failures, bound, answer, ours: `<${contact}>` }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a registration', () => {
  it('that is given up while it is asked for: the late answer changes nothing', async () => {
    const k = keeper()
    const outcome = k.subject.register()
    k.subject.lost()
    k.answer(0, { status: 200, headers: { contact: `${k.ours};expires=600` } })
    expect(await outcome).toBe(false)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect([k.shown, k.failures, k.requests.length, k.subject.active]).toEqual([[], [], 1, false])
  })
  it('that fails while it is asked for fails once, and not again when the answer comes late', async () => {
    const k = keeper()
    void k.subject.register()
    await vi.advanceTimersByTimeAsync(10_000)
    k.answer(0, { status: 200 })
    expect([k.failures, k.shown]).toEqual([['no-answer 0'], []])
  })
  it('given up twice is given up', () => {
    const k = keeper()
    void k.subject.register()
    k.answer(0, { status: 200 })
    k.subject.lost()
    k.subject.lost()
    expect([k.subject.registered, k.subject.active, vi.getTimerCount()]).toEqual([false, false, 0])
  })
  it('asked for a thousand times is one timer that waits', async () => {
    const k = keeper()
    for (let i = 0; i < 1000; i++) void k.subject.register()
    expect(k.requests.length).toBe(6)
    await vi.advanceTimersByTimeAsync(7000)
    expect(k.requests.length).toBe(7)
  })
  it('that waits for the limit is not put off by the answer to the one before', async () => {
    const k = keeper()
    for (let i = 0; i < 7; i++) void k.subject.register()
    k.answer(5, { status: 200, headers: { contact: `${k.ours};expires=600` } })
    expect(k.subject.registered).toBe(true)
    await vi.advanceTimersByTimeAsync(7000)
    expect(k.requests.length).toBe(7)
  })
  const expires = (headers: readonly string[] | undefined) => headers?.find((h) => h.startsWith('Expires'))
  it('that is being asked for is removed once it was granted', async () => {
    const k = keeper()
    void k.subject.register()
    const removed = k.subject.remove()
    expect(k.requests).toHaveLength(1)
    k.answer(0, { status: 200, headers: { contact: `${k.ours};expires=600` } })
    await vi.advanceTimersByTimeAsync(0)
    expect([k.requests.length, expires(k.requests[1]?.headers), k.shown]).toEqual([2, 'Expires: 0', []])
    k.answer(1, { status: 200 })
    await removed
    expect(k.bound.at(-1)).toBeNull()
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(k.requests).toHaveLength(2)
  })
  it('that nobody answers is removed all the same: the server may have granted it', async () => {
    const k = keeper()
    void k.subject.register()
    void k.subject.remove()
    await vi.advanceTimersByTimeAsync(1000)
    expect([k.requests.length, expires(k.requests[1]?.headers)]).toEqual([2, 'Expires: 0'])
  })
  it('that is refused while it is to be removed is not asked for with another password', async () => {
    const k = keeper({ nextPassword: () => true })
    void k.subject.register()
    const removed = k.subject.remove()
    k.answer(0, { status: 401 })
    await removed
    expect([k.requests.length, k.shown, k.failures]).toEqual([1, [], []])
  })
  it('is removed at once, whatever the limit', async () => {
    const k = keeper()
    for (let i = 0; i < 7; i++) void k.subject.register()
    k.answer(5, { status: 200, headers: { contact: `${k.ours};expires=600` } })
    void k.subject.remove()
    expect(k.requests.at(-1)?.headers).toContain('Expires: 0')
    k.answer(6, { status: 200, headers: { expires: '0' } })
    expect(k.bound.at(-1)).toBeNull()
    expect(k.failures).toEqual([])
  })
})

describe('an answer', () => {
  it.each(['0', '4', '00'])('that grants %s s is a failure, not a registration', (seconds) => {
    const k = keeper()
    void k.subject.register()
    k.answer(0, { status: 200, headers: { contact: `${k.ours};expires=${seconds}` } })
    expect([k.shown, k.failures, k.subject.registered]).toEqual([[], ['other 0'], false])
  })
  it('with Retry-After passes it on in seconds that a timer supports', () => {
    const k = keeper()
    void k.subject.register()
    k.answer(0, { status: 503, headers: { 'retry-after': '99999999999 (later)' } })
    expect(k.failures).toEqual(['server-error 2147483'])
  })
  it('that asks for weaker credentials costs no password', () => {
    const weaker = { code: 'weaker-sign-in', detail: 'MD5 instead of SHA-256' } as const
    const k = keeper({ signInObstacle: () => weaker, nextPassword: () => expect.unreachable() })
    void k.subject.register()
    k.answer(0, { status: 401 })
    expect(k.failures).toEqual(['weaker-sign-in 0'])
  })
})
