import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { barIsDark, trayPicture, trayStateOf, trayStates } from '../../../../../electron/main/tray/tray-state.ts'
import type { AppState } from '../../../../../shared/contract/ipc.ts'
import { defaultSettings } from '../../../../../shared/domain/settings.ts'
import { callOf, lineOf, missedCalls, stateOf, unreachable } from '../../../../support/state.ts'

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
