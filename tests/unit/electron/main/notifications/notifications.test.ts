import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type AppNotification,
  createNotifications,
  type NotificationOptions,
  type NotificationSlot,
} from '../../../../../electron/main/notifications/notifications.ts'
import type { AppState } from '../../../../../shared/contract/ipc.ts'
import type { CostsState } from '../../../../../shared/domain/costs.ts'
import { noCostsState, noServices } from '../../../../../shared/domain/empty.ts'
import type { PaidOperation } from '../../../../../shared/domain/paid-operation.ts'
import { defaultSettings } from '../../../../../shared/domain/settings.ts'
import { callOf, lineOf, missedCalls, paidOperationOf, registered, stateOf, unreachable } from '../../../../support/state.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function notifier(part: Partial<NotificationOptions> = {}) {
  const shown: [NotificationSlot, AppNotification | null][] = []
  const budgets: string[] = []
  let lowBalanceShown = false
  const notifications = createNotifications({
    now: () => 1000,
    words: () => ({ language: 'en', app: 'Dialdesk', region: 'DE' }),
    locked: () => false,
    away: () => true,
    lowBalanceShown: () => lowBalanceShown,
    setLowBalanceShown: (shown) => {
      lowBalanceShown = shown
    },
    setBudgetShown: (keys) => void budgets.push(...keys),
    show: (slot, notification) => void shown.push([slot, notification]),
    ...part,
  })
  return { notifications, shown, budgets, last: () => shown.at(-1)?.[1] }
}
const withDesktop = (part: Partial<AppState['settings']['desktop']>): AppState['settings'] => ({
  ...defaultSettings,
  desktop: { ...defaultSettings.desktop, ...part },
})
const balance = (units: number, part: Partial<AppState> = {}): AppState =>
  stateOf({ ...part, account: { ...stateOf().account, balance: { amount: { units, currency: 'EUR' }, asOf: 1, refreshing: false, error: null } } })

it('a missed call is shown with a call back button; several share one notification, which goes when they are seen', () => {
  const { notifications, shown, last } = notifier()
  notifications.changed(stateOf())
  notifications.changed(stateOf({ recentCalls: missedCalls({ number: '+493023125110', name: 'Front desk' }) }))
  expect(last()).toMatchObject({
    title: 'Missed call from Front desk',
    body: expect.stringMatching(/^On Office Berlin, \d\d:\d1$/),
    open: { kind: 'show', screen: 'missed' },
    button: { label: 'Call back', action: { kind: 'call', number: '+493023125110' } },
  })
  notifications.changed(stateOf({ recentCalls: missedCalls({ number: '030555' }, { number: '+493023125110' }) }))
  expect(last()).toMatchObject({ title: '2 missed calls', body: expect.stringMatching(/^Last: /) })
  notifications.changed(stateOf())
  expect(shown.map(([slot, n]) => [slot, n !== null])).toEqual([
    ['missed', true],
    ['missed', true],
    ['missed', false],
  ])
})

it('@message a message is shown with its beginning, without its text on a locked screen, and goes when it was seen', () => {
  const state = (text: string | null, part: Partial<AppState> = {}) =>
    stateOf({
      messages: {
        unseen: text === null ? 0 : 1,
        revision: 1,
        newest:
          text === null
            ? null
            : {
                ...{
                  id: `00000000-0000-4000-8000-0000000000${text.length % 90}0`.slice(0, 36),
                  lineId: 'sip_1',
                  number: '+493023125110',
                  name: null,
                  text,
                },
                ...{ at: 1000, state: 'received', status: null },
              },
      },
      ...part,
    })
  const { notifications, shown, last } = notifier()
  notifications.changed(state(null))
  notifications.changed(state('Hello\nyou'))
  expect(last()).toMatchObject({
    title: expect.stringMatching(/^Message from \+49\s30\s23125110$/),
    body: 'Hello you',
    open: { kind: 'show', screen: 'messages' },
  })
  notifications.changed(state('x'.repeat(300)))
  expect(last()?.body).toBe(`${'x'.repeat(200)}...`)
  notifications.changed(state(null))
  expect(shown.at(-1)).toEqual(['message', null])
  const locked = notifier({ locked: () => true })
  locked.notifications.changed(state(null))
  locked.notifications.changed(state('Hello'))
  expect(locked.last()).toMatchObject({ body: 'Message', button: null })
  expect(JSON.stringify(locked.shown)).not.toMatch(/Hello|2312/)
})

it('calls missed before the start, or during do not disturb, are not shown', () => {
  const { notifications, shown } = notifier({ now: () => Date.UTC(2026, 10, 24) })
  notifications.changed(stateOf())
  notifications.changed(stateOf({ recentCalls: missedCalls({ number: '1' }) }))
  const quiet = notifier()
  quiet.notifications.changed(stateOf())
  quiet.notifications.changed(
    stateOf({
      recentCalls: missedCalls({ number: '1' }),
      settings: { ...defaultSettings, calls: { ...defaultSettings.calls, doNotDisturb: { until: null } } },
    }),
  )
  const off = notifier()
  off.notifications.changed(stateOf())
  off.notifications.changed(stateOf({ recentCalls: missedCalls({ number: '1' }), settings: withDesktop({ notifications: [] }) }))
  expect([shown, quiet.shown, off.shown]).toEqual([[], [], []])
})

it('a low balance is shown once for each crossing, also after a restart', () => {
  const { notifications, shown, last } = notifier()
  for (const units of [30_000, 19_000, 18_000, 17_000]) notifications.changed(balance(units))
  expect(shown).toHaveLength(1)
  expect(last()).toMatchObject({ title: 'Balance €1.90', body: 'Below your limit of €2.00.', open: { kind: 'show', screen: 'topup' } })
  notifications.changed(balance(50_000))
  expect(shown.at(-1)).toEqual(['low-balance', null])
  notifications.changed(balance(10_000))
  expect(shown).toHaveLength(3)
  const again = notifier({ lowBalanceShown: () => true })
  again.notifications.changed(balance(10_000))
  const without = notifier()
  without.notifications.changed(balance(10_000, { settings: withDesktop({ lowBalance: null }) }))
  expect([again.shown, without.shown]).toEqual([[], []])
})

it('a line that is down for a minute while the window is not focused is shown once, and removed when it is up', () => {
  let away = false
  const { notifications, shown, last } = notifier({ away: () => away })
  const lines = (registration: AppState['lines']['lines'][0]['registration']) =>
    stateOf({ lines: { ...stateOf().lines, lines: [lineOf('sip_1', 'Office Berlin', { registration })] } })
  notifications.changed(lines(unreachable))
  vi.advanceTimersByTime(60_000)
  expect(shown).toEqual([])
  away = true
  notifications.changed(lines(registered))
  notifications.changed(lines(unreachable))
  vi.advanceTimersByTime(30_000)
  notifications.changed(lines({ state: 'connecting', since: 1 }))
  vi.advanceTimersByTime(29_000)
  expect(shown).toEqual([])
  vi.advanceTimersByTime(1000)
  expect(last()).toMatchObject({ title: 'No calls on Office Berlin', body: 'Not ready for a minute: connecting.' })
  notifications.changed(lines(unreachable))
  vi.advanceTimersByTime(120_000)
  expect(shown).toHaveLength(1)
  notifications.changed(lines(registered))
  expect(shown.at(-1)).toEqual(['line-down', null])
  notifications.stop()
})

it('an accepted callback is shown while the window is not focused; an update never in a call, and once', () => {
  const callbacks = (state: PaidOperation['state']) =>
    stateOf({ services: { ...stateOf().services, paidOperations: [paidOperationOf('callback', { state })] } })
  const { notifications, shown, last } = notifier()
  notifications.changed(callbacks('pending'))
  notifications.changed(callbacks('done'))
  expect(last()).toMatchObject({ title: 'Web callback started', open: { kind: 'show', screen: 'callback' } })
  const ready = { ...stateOf().desktop, update: { state: 'ready', version: '1.2.0' } as const }
  notifications.changed(stateOf({ desktop: ready, calls: [callOf({ state: 'connected' })] }))
  expect(shown).toHaveLength(1)
  notifications.changed(stateOf({ desktop: ready }))
  notifications.changed(stateOf({ desktop: ready }))
  expect(shown).toHaveLength(2)
  expect(last()).toMatchObject({ title: 'Version 1.2.0 is ready' })
})

it('a locked screen learns nothing', () => {
  const { notifications, last } = notifier({ locked: () => true })
  notifications.changed(stateOf())
  notifications.changed(stateOf({ recentCalls: missedCalls({ number: '+493023125110', name: 'Front desk' }) }))
  expect(last()).toMatchObject({ title: 'Dialdesk', body: 'Missed call', button: null })
  const open = notifier({ locked: () => true })
  open.notifications.changed(stateOf())
  open.notifications.changed(
    stateOf({ recentCalls: missedCalls({ number: '1', name: 'Front desk' }), settings: withDesktop({ privateWhenLocked: false }) }),
  )
  expect(open.last()?.title).toBe('Missed call from Front desk')
})

it('calls that were left out are added to the last one that was not, and counted on', () => {
  const { notifications, shown, last } = notifier()
  const withLeftOut = (count: number, ...others: { readonly number: string }[]): AppState => {
    const recentCalls = missedCalls({ number: '' }, ...others)
    const [first, ...rest] = recentCalls.entries
    const end = { code: 'left-out', status: null, text: '', redirect: null, count } as const
    return stateOf({ recentCalls: { ...recentCalls, entries: [...(first ? [{ ...first, end }] : []), ...rest] } })
  }
  notifications.changed(stateOf())
  notifications.changed(withLeftOut(12, { number: '+493023125110' }, { number: '030555' }))
  expect(last()).toMatchObject({ title: '2 missed calls', body: expect.stringMatching(/^Last: .+, and 12 more$/), button: { label: 'Call back' } })
  notifications.changed(withLeftOut(312, { number: '+493023125110' }, { number: '030555' }))
  expect(last()?.body).toMatch(/, and 312 more$/)
  notifications.changed(withLeftOut(312, { number: '+493023125110' }, { number: '030555' }))
  expect(shown.length).toBe(2)
  notifications.changed(stateOf())
  notifications.changed(withLeftOut(312))
  expect(last()).toMatchObject({ title: '312 missed calls', body: expect.stringMatching(/^On Office Berlin, /), button: null })
})

describe('a budget', () => {
  const costs = (spent: number, part: Partial<CostsState> = {}, state: Partial<AppState> = {}): AppState =>
    stateOf({
      ...state,
      services: { ...noServices, costs: { ...noCostsState, month: '2026-11', months: [{ currency: 'EUR', spent, budget: 100_000 }], ...part } },
    })
  it('is warned of once in each step, however often the state changes', () => {
    const { notifications, shown, budgets } = notifier()
    for (const spent of [70_000, 81_000, 82_000, 90_000, 100_000, 130_000]) notifications.changed(costs(spent))
    expect(shown.map(([slot, n]) => [slot, n?.title, n?.body, n?.open])).toEqual([
      ['budget', '80% of the budget spent', '€8.10 of €10.00 this month.', { kind: 'show', screen: 'costs' }],
      ['budget', 'The budget is used up', '€10.00 of €10.00 this month.', { kind: 'show', screen: 'costs' }],
    ])
    expect(budgets).toEqual(['2026-11 EUR 100000 80', '2026-11 EUR 100000 80', '2026-11 EUR 100000 100'])
  })
  it('that is used up at once is not warned of a lower step afterwards, nor after a restart', () => {
    const { notifications, shown, budgets } = notifier()
    notifications.changed(costs(120_000))
    notifications.changed(costs(90_000))
    const again = notifier()
    for (const spent of [90_000, 120_000]) again.notifications.changed(costs(spent, { notified: budgets }))
    expect([shown.length, again.shown.length]).toEqual([1, 0])
    again.notifications.changed(costs(90_000, { month: '2026-12', notified: budgets }))
    expect(again.shown.length).toBe(1)
  })
  it('is not named on a locked screen, and not at all where it is switched off', () => {
    const locked = notifier({ locked: () => true })
    locked.notifications.changed(costs(90_000))
    expect(locked.last()).toMatchObject({ title: 'Dialdesk', body: 'Budget' })
    const off = notifier()
    off.notifications.changed(costs(90_000, {}, { settings: withDesktop({ notifications: [] }) }))
    expect(off.shown).toEqual([])
  })
})
