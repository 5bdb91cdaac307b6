import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createNotices, type Notice, type NoticeFacts, type NoticePlace } from '../../../electron/main/desktop/notices.ts'
import type { AppState } from '../../../shared/ipc.ts'
import type { PaidAct } from '../../../shared/paid-act.ts'
import { defaultSettings } from '../../../shared/settings.ts'
import { callOf, lineOf, missedCalls, registered, stateOf, unreachable } from '../../support/state.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function board(part: Partial<NoticeFacts> = {}) {
  const shown: [NoticePlace, Notice | null][] = []
  let lowTold = false
  const notices = createNotices({
    now: () => 1000,
    words: () => ({ language: 'en', app: 'Dialdesk', region: 'DE' }),
    locked: () => false,
    away: () => true,
    lowTold: () => lowTold,
    setLowTold: (told) => {
      lowTold = told
    },
    show: (place, notice) => void shown.push([place, notice]),
    ...part,
  })
  return { notices, shown, last: () => shown.at(-1)?.[1] }
}
const withDesktop = (part: Partial<AppState['settings']['desktop']>): AppState['settings'] => ({
  ...defaultSettings,
  desktop: { ...defaultSettings.desktop, ...part },
})
const balance = (units: number, part: Partial<AppState> = {}): AppState =>
  stateOf({ ...part, account: { ...stateOf().account, balance: { amount: { units, currency: 'EUR' }, asOf: 1, refreshing: false, error: null } } })

it('a missed call is told with its way back; several share one notice, and seeing them takes it away', () => {
  const { notices, shown, last } = board()
  notices.changed(stateOf())
  notices.changed(stateOf({ recentCalls: missedCalls({ number: '+493023125110', name: 'Front desk' }) }))
  expect(last()).toMatchObject({
    title: 'Missed call from Front desk',
    body: expect.stringMatching(/^On Office Berlin, \d\d:31$/),
    open: { kind: 'show', screen: 'missed' },
    button: { label: 'Call back', act: { kind: 'call', number: '+493023125110' } },
  })
  notices.changed(stateOf({ recentCalls: missedCalls({ number: '030555' }, { number: '+493023125110' }) }))
  expect(last()).toMatchObject({ title: '2 missed calls', body: expect.stringMatching(/^Last: /) })
  notices.changed(stateOf())
  expect(shown.map(([place, n]) => [place, n !== null])).toEqual([
    ['missed', true],
    ['missed', true],
    ['missed', false],
  ])
})

it('what was missed before the start, or while nobody was to be disturbed, is not told', () => {
  const { notices, shown } = board({ now: () => Date.UTC(2026, 10, 24) })
  notices.changed(stateOf())
  notices.changed(stateOf({ recentCalls: missedCalls({ number: '1' }) }))
  const quiet = board()
  quiet.notices.changed(stateOf())
  quiet.notices.changed(
    stateOf({
      recentCalls: missedCalls({ number: '1' }),
      settings: { ...defaultSettings, calls: { ...defaultSettings.calls, doNotDisturb: { until: null } } },
    }),
  )
  const off = board()
  off.notices.changed(stateOf())
  off.notices.changed(stateOf({ recentCalls: missedCalls({ number: '1' }), settings: withDesktop({ notices: [] }) }))
  expect([shown, quiet.shown, off.shown]).toEqual([[], [], []])
})

it('a low balance is told once for each crossing, also over a restart', () => {
  const { notices, shown, last } = board()
  for (const units of [30_000, 19_000, 18_000, 17_000]) notices.changed(balance(units))
  expect(shown).toHaveLength(1)
  expect(last()).toMatchObject({ title: 'Balance €1.90', body: 'Below your limit of €2.00.', open: { kind: 'show', screen: 'topup' } })
  notices.changed(balance(50_000))
  expect(shown.at(-1)).toEqual(['low-balance', null])
  notices.changed(balance(10_000))
  expect(shown).toHaveLength(3)
  const again = board({ lowTold: () => true })
  again.notices.changed(balance(10_000))
  const without = board()
  without.notices.changed(balance(10_000, { settings: withDesktop({ lowBalance: null }) }))
  expect([again.shown, without.shown]).toEqual([[], []])
})

it('a line that is down for a minute while nobody looks is told once, and taken back when it is up', () => {
  let away = false
  const { notices, shown, last } = board({ away: () => away })
  const lines = (registration: AppState['lines']['lines'][0]['registration']) =>
    stateOf({ lines: { ...stateOf().lines, lines: [lineOf('sip_1', 'Office Berlin', { registration })] } })
  notices.changed(lines(unreachable))
  vi.advanceTimersByTime(60_000)
  expect(shown).toEqual([])
  away = true
  notices.changed(lines(registered))
  notices.changed(lines(unreachable))
  vi.advanceTimersByTime(30_000)
  notices.changed(lines({ state: 'connecting', since: 1 }))
  vi.advanceTimersByTime(29_000)
  expect(shown).toEqual([])
  vi.advanceTimersByTime(1000)
  expect(last()).toMatchObject({ title: 'No calls on Office Berlin', body: 'The line has been connecting for a minute.' })
  notices.changed(lines(unreachable))
  vi.advanceTimersByTime(120_000)
  expect(shown).toHaveLength(1)
  notices.changed(lines(registered))
  expect(shown.at(-1)).toEqual(['line-down', null])
  notices.stop()
})

it('an accepted callback is told to who looks elsewhere; an update never in a call, and once', () => {
  const act = (state: PaidAct['state']): PaidAct => ({
    id: '00000000-0000-4000-8000-000000000001',
    kind: 'callback',
    target: '1',
    via: '2',
    amount: null,
    state,
    createdAt: 1,
    finishedAt: null,
    failure: null,
    balanceBefore: null,
    balanceAfter: null,
    reference: null,
    stopped: false,
  })
  const acts = (state: PaidAct['state']) => stateOf({ services: { ...stateOf().services, paidActs: [act(state)] } })
  const { notices, shown, last } = board()
  notices.changed(acts('pending'))
  notices.changed(acts('done'))
  expect(last()).toMatchObject({ title: 'Web callback started', open: { kind: 'show', screen: 'callback' } })
  const ready = { ...stateOf().desktop, update: { state: 'ready', version: '1.2.0' } as const }
  notices.changed(stateOf({ desktop: ready, calls: [callOf({ state: 'connected' })] }))
  expect(shown).toHaveLength(1)
  notices.changed(stateOf({ desktop: ready }))
  notices.changed(stateOf({ desktop: ready }))
  expect(shown).toHaveLength(2)
  expect(last()).toMatchObject({ title: 'Version 1.2.0 is ready' })
})

it('a locked screen learns nothing', () => {
  const { notices, last } = board({ locked: () => true })
  notices.changed(stateOf())
  notices.changed(stateOf({ recentCalls: missedCalls({ number: '+493023125110', name: 'Front desk' }) }))
  expect(last()).toMatchObject({ title: 'Dialdesk', body: 'Missed call', button: null })
  const open = board({ locked: () => true })
  open.notices.changed(stateOf())
  open.notices.changed(
    stateOf({ recentCalls: missedCalls({ number: '1', name: 'Front desk' }), settings: withDesktop({ privateWhenLocked: false }) }),
  )
  expect(open.last()?.title).toBe('Missed call from Front desk')
})
