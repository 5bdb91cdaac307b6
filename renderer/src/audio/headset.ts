/** What a headset's buttons mean (HID usage page 0x0B telephony, HID usage tables 14). */
export type HeadsetEvent = 'hook-on' | 'hook-off' | 'mute' | 'hold'
export type HeadsetUsage = 'hook' | 'mute' | 'flash'

const TELEPHONY = 0x0b
const usages: Readonly<Record<number, HeadsetUsage>> = { 32: 'hook', 47: 'mute', 33: 'flash' }

/** Position of a button's bit in an input report. */
export type ButtonBit = {
  readonly reportId: number
  readonly bit: number
  readonly usage: HeadsetUsage
  /** Reported as a change, not as a state. */
  readonly relative: boolean
}
/** The part of WebHID's HIDDevice.collections that is read. */
export type ReportItem = {
  readonly reportSize?: number
  readonly reportCount?: number
  readonly usages?: readonly number[]
  readonly usageMinimum?: number
  readonly usageMaximum?: number
  readonly isRange?: boolean
  readonly isAbsolute?: boolean
}
export type Collection = {
  readonly usagePage?: number
  readonly inputReports?: readonly { readonly reportId?: number; readonly items?: readonly ReportItem[] }[]
  readonly children?: readonly Collection[]
}

/** The telephony buttons of a device's report descriptor. */
export function findButtons(collections: readonly Collection[]): ButtonBit[] {
  const found: ButtonBit[] = []
  for (const { inputReports = [], children = [] } of collections) {
    for (const { reportId = 0, items = [] } of inputReports) {
      let bit = 0
      for (const item of items) {
        const { reportSize = 1, reportCount = 1 } = item
        for (let i = 0; i < reportCount; i++) {
          const usage = usageAt(item, i)
          const known = usage !== null && usage >>> 16 === TELEPHONY ? usages[usage & 0xffff] : undefined
          if (known && reportSize === 1) found.push({ reportId, bit: bit + i, usage: known, relative: item.isAbsolute === false })
        }
        bit += reportSize * reportCount
      }
    }
    found.push(...findButtons(children))
  }
  return found
}

function usageAt({ usages: list = [], isRange, usageMinimum = 0, usageMaximum = 0 }: ReportItem, i: number): number | null {
  if (isRange) return usageMinimum + i <= usageMaximum ? usageMinimum + i : null
  return list[i] ?? list.at(-1) ?? null
}

/** Buttons bounce, and some devices report one press twice, ms. */
const DEBOUNCE = 300

/**
 * Turns a stream of input reports into headset events. A hook switch is a state on most headsets; a mute button mostly a
 * pulse. A report without a change is ignored, and so is a second press within DEBOUNCE.
 */
export class HeadsetButtons {
  readonly #buttons: readonly ButtonBit[]
  readonly #onEvent: (event: HeadsetEvent) => void
  readonly #now: () => number
  readonly #state = new Map<ButtonBit, boolean>()
  readonly #last = new Map<HeadsetUsage, number>()

  constructor(buttons: readonly ButtonBit[], onEvent: (event: HeadsetEvent) => void, now: () => number = () => performance.now()) {
    this.#buttons = buttons
    this.#onEvent = onEvent
    this.#now = now
  }

  /** @param data the report without its id */
  report(reportId: number, data: DataView): void {
    for (const button of this.#buttons) {
      if (button.reportId !== reportId || button.bit >= data.byteLength * 8) continue
      const on = (data.getUint8(button.bit >> 3) & (1 << (button.bit & 7))) !== 0
      const before = this.#state.get(button) ?? false
      this.#state.set(button, on)
      if (on !== before) this.#changed(button, on)
    }
  }

  #changed({ usage, relative }: ButtonBit, on: boolean): void {
    // the hook's two states both mean something; of the others only the press
    if (!on && (usage !== 'hook' || relative)) return
    const now = this.#now()
    const key = usage
    if (now - (this.#last.get(key) ?? Number.NEGATIVE_INFINITY) < DEBOUNCE) return
    this.#last.set(key, now)
    if (usage === 'hook') this.#onEvent(on ? 'hook-off' : 'hook-on')
    else this.#onEvent(usage === 'mute' ? 'mute' : 'hold')
  }
}

export type HeadsetCall = {
  readonly id: string
  readonly state: 'calling' | 'ringing' | 'connected' | 'ended'
  readonly incoming: boolean
  readonly muted: boolean
  readonly held: boolean
  readonly focus: boolean
}
export type HeadsetAction =
  | { readonly kind: 'answer'; readonly callId: string }
  | { readonly kind: 'hang-up'; readonly callId: string }
  | { readonly kind: 'mute'; readonly callId: string; readonly on: boolean }
  | { readonly kind: 'hold'; readonly callId: string; readonly on: boolean }

/** What a button does now: off-hook answers the ringing call, on-hook ends the focused call, the others apply to that call. */
export function headsetAction(event: HeadsetEvent, calls: readonly HeadsetCall[]): HeadsetAction | null {
  const ringing = calls.find((c) => c.incoming && c.state === 'ringing')
  const front = calls.find((c) => c.focus && c.state !== 'ended') ?? calls.find((c) => c.state !== 'ended' && !(c.incoming && c.state === 'ringing'))
  switch (event) {
    case 'hook-off':
      return ringing ? { kind: 'answer', callId: ringing.id } : null
    case 'hook-on':
      return front ? { kind: 'hang-up', callId: front.id } : null
    case 'mute':
      return front ? { kind: 'mute', callId: front.id, on: !front.muted } : null
    case 'hold':
      return front?.state === 'connected' ? { kind: 'hold', callId: front.id, on: !front.held } : null
  }
}
