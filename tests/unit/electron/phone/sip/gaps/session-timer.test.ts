import { describe, expect, it, vi } from 'vitest'
import { readSessionExpires, SessionTimer } from '../../../../../../electron/phone/sip/gaps/session-timer.ts'

const headers =
  (all: Readonly<Record<string, string>>) =>
  (name: string): string | undefined =>
    all[name]

describe('session timers (RFC 4028)', () => {
  const timers = () => {
    const set: { run: () => void; ms: number }[] = []
    return { set: (run: () => void, ms: number) => set.push({ run, ms }), clear: () => {}, now: () => 0, all: set }
  }
  it('reads the header', () => {
    expect(readSessionExpires('1800;refresher=uas')).toEqual({ seconds: 1800, refresher: 'uas' })
    expect(readSessionExpires(' 90 ; foo=1')).toEqual({ seconds: 90, refresher: null })
    expect(readSessionExpires(undefined)).toBeNull()
    expect(readSessionExpires('soon')).toBeNull()
  })
  it('as caller and refresher: refreshes at half time, and gives the session up before its end', () => {
    const t = timers()
    const [onRefresh, onExpired] = [vi.fn(), vi.fn()]
    const timer = new SessionTimer({ onRefresh, onExpired }, t)
    expect(timer.requestHeaders()).toEqual(['Session-Expires: 1800', 'Min-SE: 90'])
    timer.accepted(headers({ 'session-expires': '600;refresher=uac' }))
    expect(t.all.map((x) => x.ms)).toEqual([300_000, 568_000])
    for (const { run } of t.all) run()
    expect([onRefresh.mock.calls.length, onExpired.mock.calls.length]).toEqual([1, 1])
    expect(timer.requestHeaders()[0]).toBe('Session-Expires: 600;refresher=uac')
  })
  it('as caller with a far end that refreshes: only waits', () => {
    const t = timers()
    const timer = new SessionTimer({ onRefresh: () => {}, onExpired: () => {} }, t)
    timer.accepted(headers({ 'session-expires': '90;refresher=uas' }))
    expect(t.all.map((x) => x.ms)).toEqual([60_000])
    expect(timer.terms).toEqual({ seconds: 90, weRefresh: false })
  })
  it('a 422 names a longer interval, once', () => {
    const timer = new SessionTimer({ onRefresh: () => {}, onExpired: () => {} }, timers())
    expect(timer.tooShort(headers({ 'min-se': '3600' }))).toBe(true)
    expect(timer.requestHeaders()).toEqual(['Session-Expires: 3600', 'Min-SE: 3600'])
    expect(timer.tooShort(headers({ 'min-se': '3600' }))).toBe(false)
    expect(timer.tooShort(headers({}))).toBe(false)
  })
  it.each([
    [{ supported: 'timer', 'session-expires': '1800' }, ['Session-Expires: 1800;refresher=uac', 'Require: timer'], false],
    [{ supported: 'timer', 'session-expires': '1800;refresher=uas' }, ['Session-Expires: 1800;refresher=uas'], true],
    [{ 'session-expires': '60' }, ['Session-Expires: 90;refresher=uas'], true],
    [{}, ['Session-Expires: 1800;refresher=uas'], true],
  ])('answers %o', (request, answer, weRefresh) => {
    const timer = new SessionTimer({ onRefresh: () => {}, onExpired: () => {} }, timers())
    expect(timer.answer(headers(request))).toEqual(answer)
    expect(timer.terms?.weRefresh).toBe(weRefresh)
  })
  it('stopped, stays stopped: a late answer to a refresh starts nothing', () => {
    const t = timers()
    const timer = new SessionTimer({ onRefresh: () => {}, onExpired: () => {} }, t)
    timer.stop()
    timer.accepted(headers({ 'session-expires': '0;refresher=uac' }))
    timer.answer(headers({ supported: 'timer', 'session-expires': '1800;refresher=uas' }))
    expect(t.all).toEqual([])
    expect(timer.terms).toBeNull()
  })
  it.each(['0', '1', '3'])('a far end that wants a refresh every %s s gets one every two seconds at most', (seconds) => {
    const t = timers()
    const timer = new SessionTimer({ onRefresh: () => {}, onExpired: () => {} }, t)
    timer.accepted(headers({ 'session-expires': `${seconds};refresher=uac` }))
    expect(t.all[0]?.ms).toBe(2000)
    timer.accepted(headers({ 'session-expires': `${seconds};refresher=uas` }))
    expect(t.all.at(-1)?.ms).toBeGreaterThan(2000)
  })
  it('refuses an interval that is too short', () =>
    expect(
      new SessionTimer({ onRefresh: () => {}, onExpired: () => {} }, timers()).answer(headers({ supported: 'timer', 'session-expires': '60' })),
    ).toBeNull())
})
