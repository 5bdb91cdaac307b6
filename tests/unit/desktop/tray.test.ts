import { existsSync } from 'node:fs'
import type { MenuItemConstructorOptions } from 'electron'
import { expect, it, vi } from 'vitest'
import { contextMenu } from '../../../electron/main/desktop/context-menu.ts'
import { incomingView } from '../../../electron/main/desktop/incoming-view.ts'
import { autostartEntry, quoted } from '../../../electron/main/desktop/start-with-system.ts'
import { type TrayActions, trayMenu, trayTooltip } from '../../../electron/main/desktop/tray-menu.ts'
import { barIsDark, trayPicture, trayStateOf, trayStates } from '../../../electron/main/desktop/tray-state.ts'
import { readOwner } from '../../../electron/main/desktop/tray-watch.ts'
import { incomingBounds, incomingWindowOptions, visiblePlace } from '../../../electron/main/desktop/window-options.ts'
import { defaultDesktopSettings } from '../../../shared/desktop.ts'
import type { AppState } from '../../../shared/ipc.ts'
import { defaultSettings } from '../../../shared/settings.ts'
import { callOf, lineOf, missedCalls, stateOf, unreachable } from '../../support/state.ts'

vi.mock('electron', () => ({ app: {} }))

const dnd = { ...defaultSettings, calls: { ...defaultSettings.calls, doNotDisturb: { until: null } } }
const signedOut = { ...stateOf().account, session: { state: 'signed-out', reason: null } as const }

it.each<[string, Partial<AppState>]>([
  ['signed-out', { account: signedOut }],
  ['signed-out', { lines: { ...stateOf().lines, lines: [] } }],
  ['connecting', { lines: { ...stateOf().lines, lines: [lineOf('sip_1', 'A', { registration: unreachable })] } }],
  ['registered', { lines: { ...stateOf().lines, lines: [lineOf('sip_1', 'A', { registration: unreachable }), lineOf('sip_2', 'B')] } }],
  ['missed', { recentCalls: missedCalls({ number: '1' }) }],
  ['do-not-disturb', { recentCalls: missedCalls({ number: '1' }), settings: dnd }],
  ['in-call', { settings: dnd, calls: [callOf({ direction: 'outgoing', state: 'calling' })] }],
  ['in-call', { account: signedOut, calls: [callOf({ state: 'connected' })] }],
  ['ringing', { calls: [callOf({ id: 'call-0002', state: 'connected' }), callOf()] }],
])('the tray says %s', (expected, part) => expect(trayStateOf(stateOf(part))).toBe(expected))

it('every state has its picture for every system', () => {
  for (const state of trayStates)
    for (const platform of ['win32', 'darwin', 'linux'] as const)
      for (const dark of [true, false]) expect(existsSync(`resources/tray/${trayPicture(state, platform, dark)}`)).toBe(true)
  expect([barIsDark('linux', 'ubuntu:GNOME', false), barIsDark('linux', 'KDE', false), barIsDark('win32', undefined, true)]).toEqual([
    true,
    false,
    true,
  ])
})

const actions = (): TrayActions => ({
  open: vi.fn(),
  show: vi.fn(),
  refresh: vi.fn(),
  dialClipboard: vi.fn(),
  ask: vi.fn(),
  markSeen: vi.fn(),
  setLine: vi.fn(),
  setDoNotDisturb: vi.fn(),
  quit: vi.fn(),
})
const words = { language: 'en', app: 'Dialdesk', region: 'DE' } as const
const labels = (items: MenuItemConstructorOptions[]): string[] => items.map((i) => (i.type === 'separator' ? '-' : (i.label ?? '')))
const at = (items: MenuItemConstructorOptions[], label: string): MenuItemConstructorOptions => {
  const found = items.find((i) => i.label === label)
  if (!found) throw new Error(`no ${label} in ${labels(items)}`)
  return found
}
const below = (item: MenuItemConstructorOptions): MenuItemConstructorOptions[] => item.submenu as MenuItemConstructorOptions[]
const press = (item: MenuItemConstructorOptions): void => (item.click as () => void)()

it('the menu says everything in words, and each entry does what it says', () => {
  const act = actions()
  const state = stateOf({
    recentCalls: missedCalls({ number: '+493023125110', name: 'Front & desk' }, { number: '' }),
    lines: {
      ...stateOf().lines,
      lines: [lineOf('sip_1', 'Office Berlin'), lineOf('sip_2', 'Home', { enabled: false }), lineOf('sip_3', 'Shop', { registration: unreachable })],
    },
    contacts: [
      { id: 'c1', name: 'Accounting', note: '', favourite: true, numbers: [{ kind: 'work', number: '030555' }] },
      { id: 'c2', name: 'Other', note: '', favourite: false, numbers: [{ kind: 'work', number: '030556' }] },
    ],
  })
  const menu = trayMenu(state, words, act)
  expect(labels(menu)).toEqual([
    expect.stringMatching(/^Balance €18\.40, \d\d:31$/),
    'Read the balance again',
    'Top up...',
    '-',
    'Open Dialdesk',
    'Dial number from clipboard...',
    '-',
    'Missed calls (2)',
    'Quick dial',
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
    expect.stringMatching(/^\d\d:31 {2}Front && desk {2}\+49\u00a030\u00a023125110$/),
    expect.stringMatching(/^\d\d:31 {2}Unknown caller$/),
    '-',
    'Mark all as seen',
    'Show in history',
  ])
  expect(missed[1]?.enabled).toBe(false)
  press(missed[0] as MenuItemConstructorOptions)
  press(at(below(at(menu, 'Quick dial')), 'Accounting'))
  press(at(missed, 'Mark all as seen'))
  press(at(missed, 'Show in history'))
  press(at(menu, 'Shop: not reachable'))
  press(at(below(at(menu, 'Do not disturb')), '1 hour'))
  press(at(menu, 'Dial number from clipboard...'))
  expect(vi.mocked(act.ask).mock.calls).toEqual([['+493023125110'], ['030555']])
  expect(vi.mocked(act.show).mock.calls).toEqual([['missed']])
  expect(vi.mocked(act.setLine).mock.calls).toEqual([['sip_3']])
  expect(vi.mocked(act.setDoNotDisturb).mock.calls).toEqual([['hour']])
  expect([act.markSeen, act.dialClipboard].map((f) => vi.mocked(f).mock.calls.length)).toEqual([1, 1])
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
  const state = stateOf({ settings, environment: { ...environment, managed: { ...environment.managed, disabled: ['topup'] } } })
  const menu = trayMenu(state, { ...words, language: 'de', app: 'Callwell' }, actions())
  expect(labels(menu)[0]).toMatch(/^Guthaben 18,40\u00a0€, \d\d:31: niedrig$/)
  expect(labels(menu)).not.toContain('Aufladen...')
  expect(labels(below(at(menu, 'Nicht stören bis 08:00'))).at(-1)).toBe('Ausschalten')
  expect(labels(menu).at(-1)).toBe('Callwell beenden')
  expect(trayTooltip(state, { ...words, language: 'de', app: 'Callwell' })).toMatch(/^Callwell, nicht stören\. Guthaben 18,40/)
  expect(labels(trayMenu(stateOf({ account: signedOut }), words, actions()))).toEqual(['Signed out', '-', 'Open Dialdesk', '-', 'Quit Dialdesk'])
})

it('reads from the bus whether somebody draws tray icons', () => {
  expect(readOwner('The name org.kde.StatusNotifierWatcher is owned by :1.42')).toBe(true)
  expect(readOwner('The name org.kde.StatusNotifierWatcher does not have an owner')).toBe(false)
  expect(readOwner('/StatusNotifierWatcher: org.kde.StatusNotifierWatcher.StatusNotifierItemRegistered (":1.7",)')).toBeNull()
})

it.each(['win32', 'darwin', 'linux'] as const)('the incoming window takes no focus, stays on top and is closed off, %s', (platform) => {
  expect(incomingWindowOptions(platform, 'p', true)).toMatchObject({
    width: 360,
    height: 180,
    show: false,
    frame: false,
    resizable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    backgroundColor: '#181B21',
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true },
  })
})
it('it stands at the bottom right of the screen with the pointer', () => {
  expect(incomingBounds({ x: 1920, y: 40, width: 1280, height: 1000 }, 1)).toEqual({ x: 2824, y: 844, width: 360, height: 180 })
  expect(incomingBounds({ x: 1920, y: 40, width: 1280, height: 1000 }, 1.5)).toEqual({ x: 2644, y: 754, width: 540, height: 270 })
  expect(incomingBounds({ x: 0, y: 0, width: 300, height: 150 }, 1)).toMatchObject({ x: 0, y: 0 })
})

it('the window comes back to its place where that is on a screen that is there', () => {
  const screens = [
    { x: 0, y: 0, width: 1920, height: 1080 },
    { x: -1280, y: 200, width: 1280, height: 800 },
  ]
  const place = { x: 100, y: 100, width: 1120, height: 720, maximized: false }
  expect(visiblePlace(place, screens)).toEqual(place)
  expect(visiblePlace({ ...place, x: -1200, y: 300 }, screens)).toMatchObject({ x: -1200 })
  // partly outside is the user's wish; without a grip it is a screen that went
  expect(visiblePlace({ ...place, x: -500 }, [screens[0] as never])).toMatchObject({ x: -500 })
  expect(visiblePlace({ ...place, x: 2500, width: 3000 }, screens)).toEqual({ ...place, x: null, y: null, width: 1920 })
  expect(visiblePlace({ ...place, y: -50 }, screens)).toMatchObject({ x: null, y: null })
  expect(visiblePlace(null, screens)).toBeNull()
})

it('shows the call that rings longest, with no more of the state than that', () => {
  const facts = {
    now: callOf().startedAt + 1000,
    language: 'en',
    region: 'DE',
    kindOf: () => ({ region: 'DE', mobile: true, ordinary: true }),
  } as const
  expect(incomingView(stateOf(), facts)).toBeNull()
  const first = callOf({ startedAt: callOf().startedAt - 500 })
  const second = callOf({ id: 'call-0002', remote: { number: '+331', name: 'Bob', anonymous: false } })
  const up = callOf({ id: 'call-0003', state: 'connected', connectedAt: 5 })
  const state = stateOf({
    calls: [second, up, first],
    recentCalls: missedCalls({ number: first.remote.number }, { number: first.remote.number, at: 1 }),
  })
  expect(incomingView(state, facts)).toEqual({
    callId: first.id,
    lineLabel: 'Office Berlin',
    lineNumber: '105',
    number: '+4915123456789',
    name: null,
    anonymous: false,
    region: 'DE',
    mobile: true,
    callsThisWeek: 1,
    silenced: false,
    autoAnswerAt: null,
    otherSince: 5,
    more: 1,
    language: 'en',
    theme: 'system',
    homeRegion: 'DE',
  })
  const hidden = callOf({ remote: { number: 'anonymous', name: null, anonymous: true } })
  expect(incomingView(stateOf({ calls: [hidden] }), facts)).toMatchObject({ number: null, anonymous: true })
})

it('the menu of text offers what means something there, and copies no password', () => {
  const editFlags = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true }
  const call = vi.fn()
  const menu = (part: object) => contextMenu({ isEditable: false, selectionText: '', editFlags, ...part }, words, call)
  expect(menu({})).toEqual([])
  expect(labels(menu({ selectionText: 'text' }))).toEqual(['Copy'])
  const number = menu({ selectionText: ' 030 23125110 ' })
  expect(labels(number)).toEqual(['Call +49\u00a030\u00a023125110...', '-', 'Copy'])
  press(number[0] as MenuItemConstructorOptions)
  expect(call).toHaveBeenCalledWith('030 23125110')
  expect(labels(menu({ isEditable: true }))).toEqual(['Cut', 'Copy', 'Paste', '-', 'Select all'])
  const secret = menu({ isEditable: true, inputFieldType: 'password', selectionText: '03023125110' })
  expect([labels(secret), at(secret, 'Copy').enabled, at(secret, 'Cut').enabled]).toEqual([['Cut', 'Copy', 'Paste', '-', 'Select all'], false, false])
})

it('the autostart entry quotes what has to be', () => {
  expect(autostartEntry(['/opt/My Apps/Dialdesk.AppImage'])).toContain('Exec="/opt/My Apps/Dialdesk.AppImage" --hidden\n')
  expect(quoted('/a"b$c`d\\e%f')).toBe('"/a\\\\"b\\\\$c\\\\`d\\\\\\\\e%%f"')
})
