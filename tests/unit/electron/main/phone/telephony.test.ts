import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AccountSession } from '../../../../../electron/main/account/account-session.ts'
import { Projection } from '../../../../../electron/main/ipc/projection.ts'
import { createTelephony } from '../../../../../electron/main/phone/telephony.ts'
import type { SettingsStore } from '../../../../../electron/main/storage/settings-store.ts'
import type { CallView } from '../../../../../shared/domain/call.ts'
import { notManaged } from '../../../../../shared/domain/desktop.ts'
import { defaultSettings } from '../../../../../shared/domain/settings.ts'
import { PhoneChild } from '../../../../support/fakes/phone-child.ts'
import { callOf, stateOf } from '../../../../support/state.ts'

let folder: string
beforeEach(() => {
  vi.useFakeTimers()
  folder = mkdtempSync(join(tmpdir(), 'telephony-'))
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

/** Lines, calls and a phone process that a test drives, on an account that notes what reaches it. */
async function telephony({ signedIn = true, failing = false } = {}) {
  const happened: string[] = []
  const faults: string[] = []
  let shown: CallView[] = []
  const note = (name: string) => async () => {
    happened.push(name)
    if (failing) throw new Error('made up')
  }
  const session = {
    callLog: { record: note('recorded'), recordLeftOut: note('left out recorded') },
    recordings: { start: note('recording started'), stop: note('recording stopped'), ofCall: () => 7 },
    services: { history: { readSoon: () => happened.push('history read soon') } },
  } as unknown as AccountSession
  const child = new PhoneChild()
  const log = { info: () => {}, warn: (text: string) => faults.push(text), error: (text: string) => faults.push(text) }
  const projection = new Projection(stateOf(), () => {})
  const made = createTelephony(
    {
      ...{ log, folder, managed: notManaged, region: () => 'DE' },
      settings: { get: () => defaultSettings } as unknown as SettingsStore,
    },
    {
      fork: () => child,
      projection,
      session: () => (signedIn ? session : null),
      contactOf: () => ({ id: 'c', name: 'Ann', ringtone: null }),
      refreshBalance: () => happened.push('balance read'),
      onLines: () => {},
      onCalls: (calls) => {
        shown = calls
      },
      onSip: () => {},
      onMediaToPage: () => {},
      onMediaReset: () => {},
    },
  )
  made.phone.start()
  await vi.advanceTimersByTimeAsync(0)
  return { telephony: made, child, happened, faults, shown: () => shown }
}
const ended = callOf({ state: 'ended', endedAt: 2000 })

it('a call that ends is logged, its recording stops, and balance and history are read', async () => {
  const { child, happened, shown } = await telephony()
  child.emit('phone', 'call', ended)
  await vi.advanceTimersByTimeAsync(0)
  expect(happened).toEqual(['recorded', 'recording stopped', 'balance read', 'history read soon'])
  expect(shown()[0]).toMatchObject({ contact: { name: 'Ann' }, recording: 7 })
})
it('what the account’s parts refuse is logged and disturbs no call', async () => {
  const { child, faults, shown } = await telephony({ failing: true })
  child.emit('phone', 'call', ended)
  await vi.advanceTimersByTimeAsync(0)
  expect(faults).toEqual(['call log: made up', 'recording: made up'])
  expect(shown()).toHaveLength(1)
})
it('event after close: calls without an open account go into no log', async () => {
  const { child, happened, shown } = await telephony({ signedIn: false })
  child.emit('phone', 'call', ended)
  await vi.advanceTimersByTimeAsync(0)
  expect(happened).toEqual(['balance read'])
  expect(shown()[0]).toMatchObject({ contact: { name: 'Ann' }, recording: null })
})
it('a link is not dialled while there is no line', async () => {
  const { telephony: made } = await telephony()
  await expect(made.dialAtOnce('+49301234', 'link')).rejects.toMatchObject({ code: 'line-not-ready' })
})
