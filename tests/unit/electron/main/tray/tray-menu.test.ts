import type { MenuItemConstructorOptions } from 'electron'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { balanceLabel, type TrayActions, trayMenu, trayTooltip } from '../../../../../electron/main/tray/tray-menu.ts'
import { defaultDesktopSettings } from '../../../../../shared/domain/desktop.ts'
import { noCostsState, noServices } from '../../../../../shared/domain/empty.ts'
import { defaultSettings } from '../../../../../shared/domain/settings.ts'
import { itemAt as at, labels } from '../../../../support/menu.ts'
import { contactOf, contactsOf, lineOf, missedCalls, stateOf, unreachable } from '../../../../support/state.ts'

const signedOut = { ...stateOf().account, session: { state: 'signed-out', reason: null } as const }
const actions = (): TrayActions => ({
  open: vi.fn(),
  show: vi.fn(),
  refresh: vi.fn(),
  dialClipboard: vi.fn(),
  ask: vi.fn(),
  callBack: vi.fn(),
  markSeen: vi.fn(),
  setLine: vi.fn(),
  chooseAccount: vi.fn(),
  setDoNotDisturb: vi.fn(),
  quit: vi.fn(),
})
const words = { language: 'en', app: 'Dialdesk', region: 'DE' } as const
const below = (item: MenuItemConstructorOptions): MenuItemConstructorOptions[] => item.submenu as MenuItemConstructorOptions[]
const press = (item: MenuItemConstructorOptions): void => (item.click as () => void)()

const NOW = new Date(2026, 10, 23, 14, 31).getTime()
beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

it('the menu shows every state as text, and each entry works', () => {
  const menuActions = actions()
  const state = stateOf({
    recentCalls: missedCalls({ number: '+493023125110', name: 'Front & desk' }, { number: '' }),
    lines: {
      ...stateOf().lines,
      lines: [lineOf('sip_1', 'Office Berlin'), lineOf('sip_2', 'Home', { enabled: false }), lineOf('sip_3', 'Shop', { registration: unreachable })],
    },
    contacts: contactsOf([contactOf(1, 'Accounting', ['030555'], { favourite: true }), contactOf(2, 'Other', ['030556'])]),
  })
  const menu = trayMenu(state, words, menuActions)
  expect(labels(menu)).toEqual([
    expect.stringMatching(/^Balance €18\.40, \d\d:\d1$/),
    'Refresh balance',
    'Top up...',
    '-',
    'Open Dialdesk',
    'Dial number from clipboard...',
    '-',
    'Missed calls (2)',
    'Quick dial',
    'Web callback',
    '-',
    'Lines',
    'Office Berlin: registered',
    'Home: switched off',
    'Shop: not reachable',
    '-',
    'Do not disturb',
    'Audio...',
    '-',
    'Settings',
    'Quit Dialdesk',
  ])
  const missed = below(at(menu, 'Missed calls (2)'))
  expect(labels(missed)).toEqual([
    expect.stringMatching(/^\d\d:\d1 {2}Front && desk {2}\+49\u00a030\u00a023125110$/),
    expect.stringMatching(/^\d\d:\d1 {2}Unknown caller$/),
    '-',
    'Mark all as seen',
    'Show in history',
  ])
  expect(missed[1]?.enabled).toBe(false)
  press(missed[0] as MenuItemConstructorOptions)
  press(at(below(at(menu, 'Quick dial')), 'Accounting'))
  const callbacks = below(at(menu, 'Web callback'))
  expect(labels(callbacks)).toEqual(['Accounting', 'Front && desk', '-', 'Enter a number...'])
  press(at(callbacks, 'Front && desk'))
  press(at(callbacks, 'Enter a number...'))
  expect(vi.mocked(menuActions.callBack).mock.calls).toEqual([['+493023125110'], ['']])
  press(at(missed, 'Mark all as seen'))
  press(at(missed, 'Show in history'))
  press(at(menu, 'Shop: not reachable'))
  press(at(below(at(menu, 'Do not disturb')), '1 hour'))
  press(at(menu, 'Dial number from clipboard...'))
  expect(vi.mocked(menuActions.ask).mock.calls).toEqual([['+493023125110'], ['030555']])
  expect(vi.mocked(menuActions.show).mock.calls).toEqual([['missed']])
  expect(vi.mocked(menuActions.setLine).mock.calls).toEqual([['sip_3']])
  expect(vi.mocked(menuActions.setDoNotDisturb).mock.calls).toEqual([['hour']])
  expect([menuActions.markSeen, menuActions.dialClipboard].map((f) => vi.mocked(f).mock.calls.length)).toEqual([1, 1])
  expect(at(menu, 'Office Berlin: registered').checked).toBe(true)
  expect(at(menu, 'Home: switched off').enabled).toBe(false)
})

it('in German, with a low balance, do not disturb with its end, and what is switched off left out', () => {
  const until = new Date(2026, 10, 24, 8).getTime()
  const settings = {
    ...defaultSettings,
    calls: { ...defaultSettings.calls, doNotDisturb: { until } },
    desktop: { ...defaultDesktopSettings, lowBalance: 200_000 },
  }
  const { environment } = stateOf()
  const state = stateOf({ settings, environment: { ...environment, managed: { ...environment.managed, disabled: ['topup', 'callback'] } } })
  const menu = trayMenu(state, { ...words, language: 'de', app: 'Callwell' }, actions())
  expect(labels(menu)[0]).toMatch(/^Guthaben 18,40\u00a0€, \d\d:\d1: niedrig$/)
  expect(labels(menu)).not.toContain('Aufladen...')
  expect(labels(menu)).not.toContain('Web-Rückruf')
  expect(labels(below(at(menu, 'Nicht stören bis morgen 08:00'))).at(-1)).toBe('Ausschalten')
  expect(labels(menu).at(-1)).toBe('Callwell beenden')
  expect(trayTooltip(state, { ...words, language: 'de', app: 'Callwell' })).toMatch(/^Callwell, nicht stören\. Guthaben 18,40/)
  expect(labels(trayMenu(stateOf({ account: signedOut }), words, actions()))).toEqual(['Signed out', '-', 'Open Dialdesk', '-', 'Quit Dialdesk'])
})

it('several accounts of a login are all there, with the one that is shown first', () => {
  const menuActions = actions()
  const account = (accountNumber: string, accountName: string, units: number | null) => ({
    ...{ accountNumber, accountName, customerName: 'Made Up', customerNumber: '1' },
    balance: units === null ? null : { units, currency: 'EUR' },
  })
  const { account: signedIn } = stateOf()
  const accounts = [account('4711', 'Office', 184_000), account('4712', '', 5000), account('4713', 'Shop & stall', null)]
  const state = stateOf({ account: { ...signedIn, session: { ...signedIn.session, accounts } as typeof signedIn.session } })
  const menu = trayMenu(state, words, menuActions)
  const list = below(at(menu, 'Accounts of this sign-in'))
  expect(labels(list)).toEqual(['Office  4711  €18.40', 'Made Up  4712  €0.50', 'Shop && stall  4713'])
  expect(list.map(({ checked }) => checked)).toEqual([true, false, false])
  press(list[1] as MenuItemConstructorOptions)
  expect(vi.mocked(menuActions.chooseAccount).mock.calls).toEqual([['4712']])
})

it('a balance that is used up is said to be', () => {
  const { account } = stateOf()
  const state = stateOf({ account: { ...account, balance: { ...account.balance, amount: { units: -100, currency: 'EUR' } } } })
  expect(balanceLabel(state, 'en')).toMatch(/^Balance -€0\.01, \d\d:\d1: used up$/)
})

it('a balance of yesterday is shown with its day', () => {
  vi.setSystemTime(NOW + 86_400_000)
  expect(balanceLabel(stateOf(), 'en')).toMatch(/^Balance €18\.40, yesterday \d\d:\d1$/)
})

it('the tooltip says how long the balance lasts, where enough is known', () => {
  const costs = (days: number) => ({
    ...noServices,
    costs: { ...noCostsState, bases: [{ currency: 'EUR', units: 460_000, days, daysWithCosts: 5 }] },
  })
  expect(trayTooltip(stateOf({ services: costs(30) }), words)).toMatch(/^Dialdesk, registered\. Balance €18\.40, \d\d:\d1, about 12 days left$/)
  expect(trayTooltip(stateOf({ services: costs(30) }), { ...words, language: 'de' })).toMatch(/, reicht noch etwa 12 Tage$/)
  expect(trayTooltip(stateOf({ services: costs(6) }), words)).toMatch(/\d\d:\d1$/)
})

it('is another one, as text too, with another number under the same name: an icon’s menu is only set when it differs', () => {
  const text = (number: string): string =>
    JSON.stringify(trayMenu(stateOf({ contacts: contactsOf([contactOf(1, 'Accounting', [number], { favourite: true })]) }), words, actions()))
  expect(text('030777')).not.toBe(text('030555'))
})
it('is another one, as text too, with another line of the same name', () => {
  const text = (id: string): string =>
    JSON.stringify(trayMenu(stateOf({ lines: { ...stateOf().lines, defaultLineId: null, lines: [lineOf(id, 'Office')] } }), words, actions()))
  expect(text('sip_2')).not.toBe(text('sip_1'))
})
