import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { connectHeadsets, type Headsets, type Hid, type HidDevice } from '../../../../../renderer/src/audio/headset-connection.ts'
import type { Collection } from '../../../../../renderer/src/audio/headset-descriptor.ts'
import type { IpcClient } from '../../../../../shared/contract/ipc.ts'
import type { CallView } from '../../../../../shared/domain/call.ts'
import { headsets as layouts } from '../../../../fixtures/headsets.ts'
import { callOf } from '../../../../support/state.ts'

class Device extends EventTarget implements HidDevice {
  readonly productName = 'Headset'
  opened = false
  readonly shown: (readonly [reportId: number, bytes: readonly number[]])[] = []
  readonly collections: readonly Collection[]
  constructor(collections: readonly Collection[]) {
    super()
    this.collections = collections
  }
  async open(): Promise<void> {
    this.opened = true
  }
  async sendReport(reportId: number, data: Uint8Array): Promise<void> {
    this.shown.push([reportId, [...data]])
  }
  report(reportId: number, bytes: readonly number[]): void {
    this.dispatchEvent(Object.assign(new Event('inputreport'), { reportId, data: new DataView(Uint8Array.from(bytes).buffer) }))
  }
}

let calls: CallView[]
let done: string[]
let device: Device
let connected: Headsets

beforeEach(async () => {
  vi.useFakeTimers()
  calls = []
  done = []
  device = new Device(layouts.oneReport)
  const hid: Hid = Object.assign(new EventTarget(), { getDevices: async () => [device], requestDevice: async () => [device] })
  const note = (name: string) => async (args: object) => void done.push(`${name} ${Object.values(args).join(' ')}`)
  const api = Object.fromEntries(['answer', 'reject', 'hangUp', 'setMuted', 'setHold'].map((name) => [name, note(name)]))
  connected = connectHeadsets({ calls: api as unknown as IpcClient['calls'] }, () => calls, 100, hid)
  await vi.advanceTimersByTimeAsync(100)
})
afterEach(() => vi.useRealTimers())

const become = (...next: CallView[]): void => {
  calls = next
  connected.callsChanged()
}

it('@headset rings for a caller, is off hook in the call, and shows mute and hold; each report is sent once', () => {
  expect([device.opened, device.shown]).toEqual([true, [[9, [0]]]])
  become(callOf())
  become(callOf({ quality: null }))
  become(callOf({ state: 'connected', focus: true }))
  become(callOf({ state: 'connected', focus: true, muted: true }))
  become(callOf({ state: 'connected', focus: true, muted: true, hold: { local: true, remote: false, pending: false, failed: false } }))
  become(callOf({ state: 'ended' }))
  expect(device.shown.map(([, [byte]]) => byte)).toEqual([0, 0b10_0000, 0b1, 0b11, 0b100_0011, 0])
})

it('@headset its buttons answer, mute and hang up; what it echoes does nothing', async () => {
  become(callOf())
  device.report(8, [1])
  become(callOf({ state: 'connected', focus: true }))
  await vi.advanceTimersByTimeAsync(5000)
  device.report(8, [3])
  device.report(8, [1])
  become(callOf({ state: 'connected', focus: true, muted: true }))
  await vi.advanceTimersByTimeAsync(5000)
  device.report(8, [0])
  become(callOf({ state: 'ended' }))
  expect(done).toEqual(['answer call-0001 hold', 'setMuted call-0001 true', 'hangUp call-0001 true'])
})

it('@headset a press that does nothing is undone on the headset', async () => {
  device.report(8, [2])
  expect(device.shown).toEqual([
    [9, [0]],
    [9, [0]],
  ])
  expect(done).toEqual([])
})
