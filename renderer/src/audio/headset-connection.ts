import type { IpcClient } from '../../../shared/contract/ipc.ts'
import type { CallView } from '../../../shared/domain/call.ts'
import { type Collection, findButtons, HeadsetButtons, headsetAction } from './headset.ts'

/** WebHID as far as it is used here; TypeScript's DOM library does not know it yet. */
type HidDevice = EventTarget & {
  readonly productName: string
  readonly opened: boolean
  readonly collections: readonly Collection[]
  open(): Promise<void>
}
type Hid = EventTarget & {
  getDevices(): Promise<HidDevice[]>
  requestDevice(options: { filters: readonly { usagePage: number }[] }): Promise<HidDevice[]>
}
type InputReport = Event & { readonly reportId: number; readonly data: DataView }

const hid = (): Hid | undefined => (navigator as unknown as { hid?: Hid }).hid
export const TELEPHONY_PAGE = 0x0b

/** Listens to the buttons of every headset the user let us use, from `later` ms on and when one is plugged in. */
export function connectHeadsets(
  { calls }: Pick<IpcClient, 'calls'>,
  state: () => readonly CallView[],
  later: number,
): { readonly choose: () => Promise<string | null> } {
  const known = new WeakSet<HidDevice>()
  const take = async (device: HidDevice): Promise<void> => {
    const buttons = findButtons(device.collections)
    if (known.has(device) || !buttons.length) return
    known.add(device)
    const reader = new HeadsetButtons(buttons, (event) => {
      const list = state().map((c) => ({
        id: c.id,
        state: c.state,
        incoming: c.direction === 'incoming',
        muted: c.muted,
        held: c.hold.local,
        focus: c.focus,
      }))
      const action = headsetAction(event, list)
      if (!action) return
      const one = { callId: action.callId }
      if (action.kind === 'answer') void calls.answer({ ...one, others: 'hold' })
      else if (action.kind === 'hang-up') void calls.hangUp({ ...one, whole: true })
      else if (action.kind === 'mute') void calls.setMuted({ ...one, on: action.on })
      else void calls.setHold({ ...one, on: action.on })
    })
    device.addEventListener('inputreport', (event) => {
      const { reportId, data } = event as InputReport
      reader.report(reportId, data)
    })
    if (!device.opened) await device.open().catch(() => {})
  }
  const takeAll = async (): Promise<void> => {
    for (const device of (await hid()
      ?.getDevices()
      .catch(() => [])) ?? [])
      await take(device)
  }
  hid()?.addEventListener('connect', () => void takeAll())
  setTimeout(() => void takeAll(), later)
  return {
    /** Asks which headset; needs a click. The name of the one chosen, or null. */
    async choose() {
      const chosen =
        (await hid()
          ?.requestDevice({ filters: [{ usagePage: TELEPHONY_PAGE }] })
          .catch(() => [])) ?? []
      for (const device of chosen) await take(device)
      return chosen[0]?.productName ?? null
    },
  }
}
