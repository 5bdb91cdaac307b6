// Which bits of a headset's reports mean what (USB HID usage tables 1.5: pages 0x08 LED and 0x0B telephony).

/** What a headset's buttons are for. */
export type HeadsetUsage = 'hook' | 'mute' | 'flash' | 'hold' | 'drop'
/** What a headset can show. */
export type HeadsetLight = 'off-hook' | 'ring' | 'mute' | 'hold'

const TELEPHONY = 0x0b
const LED = 0x08
const key = (page: number, id: number): number => (page << 16) | id
const buttonUsages: ReadonlyMap<number, HeadsetUsage> = new Map([
  [key(TELEPHONY, 0x20), 'hook'],
  [key(TELEPHONY, 0x21), 'flash'],
  [key(TELEPHONY, 0x23), 'hold'],
  [key(TELEPHONY, 0x26), 'drop'],
  [key(TELEPHONY, 0x2f), 'mute'],
])
const lightUsages: ReadonlyMap<number, HeadsetLight> = new Map([
  [key(LED, 0x17), 'off-hook'],
  [key(LED, 0x18), 'ring'],
  [key(LED, 0x09), 'mute'],
  [key(LED, 0x20), 'hold'],
  // some have a ringer of their own in place of the light
  [key(TELEPHONY, 0x9e), 'ring'],
])

/** The part of WebHID's HIDDevice.collections that is read. */
export type ReportItem = {
  readonly reportSize?: number
  readonly reportCount?: number
  readonly usages?: readonly number[]
  readonly usageMinimum?: number
  readonly usageMaximum?: number
  readonly isRange?: boolean
  readonly isAbsolute?: boolean
  /** Its fields hold which buttons are pressed, in place of a bit for each. */
  readonly isArray?: boolean
  readonly isConstant?: boolean
  readonly logicalMinimum?: number
}
type Report = { readonly reportId?: number; readonly items?: readonly ReportItem[] }
export type Collection = {
  readonly usagePage?: number
  readonly inputReports?: readonly Report[]
  readonly outputReports?: readonly Report[]
  readonly children?: readonly Collection[]
}

/** A button's place in an input report. */
export type ButtonBit = {
  readonly reportId: number
  /** The first bit of its field. */
  readonly bit: number
  readonly usage: HeadsetUsage
  /** Reported as a change, not as a state. */
  readonly relative: boolean
  /** Of an array: bits and number of its fields, and the value that stands for this button. Null: a bit of its own. */
  readonly array: { readonly size: number; readonly count: number; readonly value: number } | null
}

/** The telephony buttons of a device's report descriptor. */
export function findButtons(collections: readonly Collection[]): ButtonBit[] {
  return collections.flatMap(({ inputReports = [], children = [] }) => [
    ...inputReports.flatMap(({ reportId = 0, items = [] }) =>
      placed(items).flatMap(({ item, bit }) => (item.isArray ? arrayButtons(reportId, bit, item) : bitButtons(reportId, bit, item))),
    ),
    ...findButtons(children),
  ])
}

function bitButtons(reportId: number, bit: number, item: ReportItem): ButtonBit[] {
  const { reportSize = 1, reportCount = 1 } = item
  if (reportSize !== 1 || item.isConstant) return []
  return Array.from({ length: reportCount }, (_, i) => i).flatMap((i) => {
    const usage = buttonUsages.get(usageAt(item, i) ?? -1)
    return usage ? [{ reportId, bit: bit + i, usage, relative: item.isAbsolute === false, array: null }] : []
  })
}

function arrayButtons(reportId: number, bit: number, item: ReportItem): ButtonBit[] {
  const { reportSize: size = 1, reportCount: count = 1, logicalMinimum = 0 } = item
  return [...buttonUsages].flatMap(([of, usage]) => {
    const index = item.isRange ? of - (item.usageMinimum ?? 0) : (item.usages ?? []).indexOf(of)
    if (index < 0 || (item.isRange && of > (item.usageMaximum ?? 0))) return []
    // an array names what is pressed: each is a press, not a state
    return [{ reportId, bit, usage, relative: true, array: { size, count, value: logicalMinimum + index } }]
  })
}

/** An output report with lights in it. */
export type LightReport = {
  readonly reportId: number
  /** Bytes, without the report's id. */
  readonly length: number
  readonly lights: ReadonlyArray<{ readonly light: HeadsetLight; readonly bit: number }>
}

/** The lights of a device's report descriptor, by the report that sets them. */
export function findLights(collections: readonly Collection[]): LightReport[] {
  return collections.flatMap(({ outputReports = [], children = [] }) => [
    ...outputReports.flatMap(({ reportId = 0, items = [] }) => {
      const all = placed(items)
      const lights = all.flatMap(({ item, bit }) =>
        item.isArray || item.isConstant || (item.reportSize ?? 1) !== 1
          ? []
          : Array.from({ length: item.reportCount ?? 1 }, (_, i) => ({ light: lightUsages.get(usageAt(item, i) ?? -1), bit: bit + i })),
      )
      const known = lights.flatMap(({ light, bit }) => (light ? [{ light, bit }] : []))
      const end = all.at(-1)
      const length = Math.ceil(((end?.bit ?? 0) + bitsOf(end?.item ?? {})) / 8)
      return known.length ? [{ reportId, length, lights: known }] : []
    }),
    ...findLights(children),
  ])
}

/** Each item of a report with its first bit. */
function placed(items: readonly ReportItem[]): { readonly item: ReportItem; readonly bit: number }[] {
  let next = 0
  return items.map((item) => {
    const bit = next
    next += bitsOf(item)
    return { item, bit }
  })
}
const bitsOf = ({ reportSize = 1, reportCount = 1 }: ReportItem): number => reportSize * reportCount

function usageAt({ usages: list = [], isRange, usageMinimum = 0, usageMaximum = 0 }: ReportItem, i: number): number | null {
  if (isRange) return usageMinimum + i <= usageMaximum ? usageMinimum + i : null
  return list[i] ?? list.at(-1) ?? null
}
