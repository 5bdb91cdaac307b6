import type { IpcClient } from '../../../shared/contract/ipc.ts'
import type { CallView } from '../../../shared/domain/call.ts'
import { answerCall } from './answer-call.ts'
import { HeadsetButtons, type HeadsetCall, headsetAction, lightBytes, lightsOf } from './headset.ts'
import { type Collection, findButtons, findLights } from './headset-descriptor.ts'

/** WebHID as far as it is used here; TypeScript's DOM library does not know it yet. */
export type HidDevice = EventTarget & {
  readonly productName: string
  readonly opened: boolean
  readonly collections: readonly Collection[]
  open(): Promise<void>
  sendReport(reportId: number, data: Uint8Array): Promise<void>
}
export type Hid = EventTarget & {
  getDevices(): Promise<HidDevice[]>
  requestDevice(options: { filters: readonly { usagePage: number }[] }): Promise<HidDevice[]>
}
type InputReport = Event & { readonly reportId: number; readonly data: DataView }

export const TELEPHONY_PAGE = 0x0b

export type Headsets = {
  /** Asks which headset; needs a click. The name of the one chosen, or null. */
  readonly choose: () => Promise<string | null>
  /** The calls changed: the lights of the headsets follow. */
  readonly callsChanged: () => void
}

/**
 * Listens to the buttons of every headset the user let us use, from `later` ms on and when one is plugged in, and shows on it what
 * the calls do: rings, off hook, muted, held.
 */
export function connectHeadsets(
  { calls }: Pick<IpcClient, 'calls'>,
  state: () => readonly CallView[],
  later: number,
  hid = (navigator as unknown as { hid?: Hid }).hid,
): Headsets {
  const known = new Map<HidDevice, { readonly show: () => void }>()
  const list = (): HeadsetCall[] =>
    state().map(({ id, state: now, direction, muted, hold, focus, silenced }) => ({
      ...{ id, state: now, muted, focus, silenced },
      incoming: direction === 'incoming',
      held: hold.local,
    }))

  const take = async (device: HidDevice): Promise<void> => {
    const buttons = findButtons(device.collections)
    const lights = findLights(device.collections)
    if (known.has(device) || !buttons.length) return
    const reader = new HeadsetButtons(buttons, (event) => {
      const action = headsetAction(event, list())
      if (!action) return show()
      const one = { callId: action.callId }
      if (action.kind === 'answer') void answerCall(calls, { ...one, others: 'hold' })
      else if (action.kind === 'reject') void calls.reject(one)
      else if (action.kind === 'hang-up') void calls.hangUp({ ...one, whole: true })
      else if (action.kind === 'mute') void calls.setMuted({ ...one, on: action.on })
      else void calls.setHold({ ...one, on: action.on })
    })
    const sent = new Map<number, string>()
    const show = (again = true): void => {
      const shown = lightsOf(list())
      reader.setOffHook(shown['off-hook'])
      for (const report of lights) {
        const bytes = lightBytes(report, shown)
        if (!again && sent.get(report.reportId) === bytes.join()) continue
        sent.set(report.reportId, bytes.join())
        // one that was pulled out, or that refuses reports, has no lights
        void device.sendReport(report.reportId, bytes).catch(() => {})
      }
    }
    known.set(device, { show: () => show(false) })
    device.addEventListener('inputreport', (event) => {
      const { reportId, data } = event as InputReport
      reader.report(reportId, data)
    })
    if (!device.opened) await device.open().catch(() => {})
    show(false)
  }
  const takeAll = async (): Promise<void> => {
    for (const device of (await hid?.getDevices().catch(() => [])) ?? []) await take(device)
  }
  hid?.addEventListener('connect', () => void takeAll())
  hid?.addEventListener('disconnect', (event) => void known.delete((event as Event & { readonly device: HidDevice }).device))
  setTimeout(() => void takeAll(), later)
  return {
    async choose() {
      const chosen = (await hid?.requestDevice({ filters: [{ usagePage: TELEPHONY_PAGE }] }).catch(() => [])) ?? []
      for (const device of chosen) await take(device)
      return chosen[0]?.productName ?? null
    },
    callsChanged() {
      for (const { show } of known.values()) show()
    },
  }
}
