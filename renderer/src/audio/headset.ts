import type { ButtonBit, HeadsetLight, HeadsetUsage, LightReport } from './headset-descriptor.ts'

/** What a press means. `hook-toggle`: of a hook that reports presses alone. `mute`: the other way; `mute-on`, `mute-off`: as the headset is now. */
export type HeadsetEvent = 'hook-on' | 'hook-off' | 'hook-toggle' | 'mute' | 'mute-on' | 'mute-off' | 'flash' | 'hold' | 'drop'

/** Buttons bounce, and some devices report one press twice, ms. */
const DEBOUNCE = 300
/** ms within which a headset reports what it was made to show. */
const ECHO = 1500
/** ms. A mute button that is declared as a state and let go within this time is a button all the same. */
const MOMENTARY = 400

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
  /** Mute buttons that are no states, although they are declared as such. */
  readonly #momentary = new Set<ButtonBit>()
  #offHook = false
  #shownAt = Number.NEGATIVE_INFINITY

  constructor(buttons: readonly ButtonBit[], onEvent: (event: HeadsetEvent) => void, now: () => number = () => performance.now()) {
    this.#buttons = buttons
    this.#onEvent = onEvent
    this.#now = now
  }

  /** What the headset was made to show: its hook's report of the same is an echo and no press. */
  setOffHook(on: boolean): void {
    if (on !== this.#offHook) this.#shownAt = this.#now()
    this.#offHook = on
  }

  /** @param data the report without its id */
  report(reportId: number, data: DataView): void {
    for (const button of this.#buttons) {
      if (button.reportId !== reportId) continue
      const on = pressed(button, data)
      if (on === null) continue
      const before = this.#state.get(button) ?? false
      this.#state.set(button, on)
      if (on !== before) this.#changed(button, on)
    }
  }

  #changed(button: ButtonBit, on: boolean): void {
    const { usage, relative } = button
    const now = this.#now()
    const since = now - (this.#last.get(usage) ?? Number.NEGATIVE_INFINITY)
    if (usage === 'mute' && !relative && !on) {
      if (since < MOMENTARY) this.#momentary.add(button)
      else if (!this.#momentary.has(button)) this.#onEvent('mute-off')
      return
    }
    // the hook's two states both mean something; of the others only the press
    if (!on && (usage !== 'hook' || relative)) return
    if (since < DEBOUNCE) return
    this.#last.set(usage, now)
    const event = this.#meaning(button, on)
    if (event) this.#onEvent(event)
  }

  #meaning(button: ButtonBit, on: boolean): HeadsetEvent | null {
    switch (button.usage) {
      case 'hook':
        if (button.relative) return 'hook-toggle'
        if (on !== this.#offHook) return on ? 'hook-off' : 'hook-on'
        // long after it, the report is a press on a headset that does not follow what it is made to show
        return this.#now() - this.#shownAt < ECHO ? null : on ? 'hook-on' : 'hook-off'
      case 'mute':
        return button.relative || this.#momentary.has(button) ? 'mute' : 'mute-on'
      default:
        return button.usage
    }
  }
}

/** Null: the report is too short to tell. */
function pressed({ bit, array }: ButtonBit, data: DataView): boolean | null {
  if (!array) return bit < data.byteLength * 8 ? bitsAt(data, bit, 1) === 1 : null
  if (bit + array.size * array.count > data.byteLength * 8) return null
  return Array.from({ length: array.count }, (_, i) => bitsAt(data, bit + i * array.size, array.size)).includes(array.value)
}

function bitsAt(data: DataView, bit: number, size: number): number {
  let value = 0
  for (let i = 0; i < size; i++) if (data.getUint8((bit + i) >> 3) & (1 << ((bit + i) & 7))) value |= 1 << i
  return value
}

export type HeadsetCall = {
  readonly id: string
  readonly state: 'calling' | 'ringing' | 'connected' | 'ended'
  readonly incoming: boolean
  readonly muted: boolean
  readonly held: boolean
  readonly focus: boolean
  readonly silenced: boolean
}
export type HeadsetAction =
  | { readonly kind: 'answer'; readonly callId: string }
  | { readonly kind: 'reject'; readonly callId: string }
  | { readonly kind: 'hang-up'; readonly callId: string }
  | { readonly kind: 'mute'; readonly callId: string; readonly on: boolean }
  | { readonly kind: 'hold'; readonly callId: string; readonly on: boolean }

const ringsHere = (c: HeadsetCall): boolean => c.incoming && c.state === 'ringing'
const frontOf = (calls: readonly HeadsetCall[]): HeadsetCall | undefined =>
  calls.find((c) => c.focus && c.state !== 'ended' && !ringsHere(c)) ?? calls.find((c) => c.state !== 'ended' && !ringsHere(c))

/**
 * What a button does now: off-hook answers the ringing call, on-hook ends the call in front, flash takes a second caller or holds,
 * drop rejects or ends; the others apply to the call in front.
 */
export function headsetAction(event: HeadsetEvent, calls: readonly HeadsetCall[]): HeadsetAction | null {
  const ringing = calls.find(ringsHere)
  const front = frontOf(calls)
  const answer = ringing ? ({ kind: 'answer', callId: ringing.id } as const) : null
  const hangUp = front ? ({ kind: 'hang-up', callId: front.id } as const) : null
  const hold = front?.state === 'connected' ? ({ kind: 'hold', callId: front.id, on: !front.held } as const) : null
  const mute = (on: boolean | undefined): HeadsetAction | null =>
    front && on !== undefined && on !== front.muted ? { kind: 'mute', callId: front.id, on } : null
  switch (event) {
    case 'hook-off':
      return answer
    case 'hook-on':
      return hangUp
    case 'hook-toggle':
      return hangUp ?? answer
    case 'mute':
      return mute(front && !front.muted)
    case 'mute-on':
      return mute(true)
    case 'mute-off':
      return mute(false)
    case 'flash':
      return front ? (answer ?? hold) : answer
    case 'hold':
      return hold
    case 'drop':
      return ringing ? { kind: 'reject', callId: ringing.id } : hangUp
  }
}

export type HeadsetLights = Readonly<Record<HeadsetLight, boolean>>

/** What a headset is to show of these calls. It rings for a caller unless the user silenced it. */
export function lightsOf(calls: readonly HeadsetCall[]): HeadsetLights {
  const front = frontOf(calls)
  return {
    'off-hook': front !== undefined,
    ring: calls.some((c) => ringsHere(c) && !c.silenced),
    mute: front?.muted ?? false,
    hold: front?.held ?? false,
  }
}

/** The bytes of an output report that shows this; bits that are no lights stay 0. */
export function lightBytes({ length, lights }: LightReport, shown: HeadsetLights): Uint8Array {
  const bytes = new Uint8Array(length)
  for (const { light, bit } of lights) if (shown[light]) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7))
  return bytes
}
