import { z } from 'zod'
import { instantSchema } from './account.ts'
import type { CallshopRecord } from './cdr.ts'
import { type Money, moneySchema } from './money.ts'

/** Steps that a call's price can be rounded up to, in ten-thousandths; 1: not at all. */
export const ROUNDING_STEPS = [1, 100, 500, 1000] as const
/** Seconds between two refreshes of the desk; 0: only when the user wants it. */
export const REFRESH_SECONDS = [0, 15, 30, 60, 300] as const

/** Booths that are remembered; beyond that the one whose name or receipt is oldest is forgotten. */
export const BOOTHS_MOST = 1000

/** What the shop asks for a call, made from what the provider billed. */
export const shopPricingSchema = z.object({
  /** `none`: the shop has no price of its own. */
  kind: z.enum(['none', 'percent', 'per-minute']),
  /** On top of what the call cost with tax, in hundredths of a percent. */
  percent: z.number().int().min(0).max(1_000_000),
  /** On top for each billed minute, in ten-thousandths of the call's currency. */
  perMinute: z.number().int().min(0).max(10_000_000),
  /** The price of each call is rounded up to a multiple of it, in ten-thousandths. */
  roundUpTo: z.union(ROUNDING_STEPS.map((step) => z.literal(step))),
})
export type ShopPricing = z.infer<typeof shopPricingSchema>

/** A booth of the shop: its phone's number as the provider names it, and what the shop calls it. */
export const boothSchema = z.object({
  caller: z.string().min(1).max(64),
  name: z.string().max(60),
  /** The begin of the last call that is on a receipt. */
  settledUntil: instantSchema.nullable(),
})
export type Booth = z.infer<typeof boothSchema>

export const deskSettingsSchema = z.object({
  /** In the head of a receipt. */
  shopName: z.string().max(100),
  refreshSeconds: z.union(REFRESH_SECONDS.map((n) => z.literal(n))),
  pricing: shopPricingSchema,
  booths: z.array(boothSchema).max(BOOTHS_MOST),
})
export type DeskSettings = z.infer<typeof deskSettingsSchema>
export const defaultDesk: DeskSettings = {
  shopName: '',
  refreshSeconds: 30,
  pricing: { kind: 'none', percent: 0, perMinute: 0, roundUpTo: 1 },
  booths: [],
}

/** Calls added up; amounts in each currency. */
export const deskSumSchema = z.object({
  calls: z.number().int(),
  seconds: z.number().int(),
  billedSeconds: z.number().int(),
  /** What the provider billed, with tax where it says so. */
  provider: z.array(moneySchema),
  /** What the shop asks; empty where it has no price of its own. */
  shop: z.array(moneySchema),
})
export type DeskSum = z.infer<typeof deskSumSchema>

export const boothSumSchema = z.object({
  caller: z.string(),
  name: z.string(),
  lastAt: instantSchema,
  all: deskSumSchema,
  /** Of the calls that are on no receipt yet. */
  open: deskSumSchema,
})
export type BoothSum = z.infer<typeof boothSumSchema>

/** Today's calls by booth, the one with the last call first. */
export const deskSchema = z.object({
  settings: deskSettingsSchema,
  booths: z.array(boothSumSchema),
  total: deskSumSchema,
  /** When today's records were loaded; null: not yet. */
  readAt: instantSchema.nullable(),
  unreadable: z.number().int().nonnegative(),
})
export type Desk = z.infer<typeof deskSchema>

/** What a call cost the shop: with tax where the provider says so. */
export const providerPrice = ({ amount, amountWithTax }: Pick<CallshopRecord, 'amount' | 'amountWithTax'>): Money | null => amountWithTax ?? amount

/** What the shop asks for a call; null where it has no price of its own, or nobody knows what the call cost. */
export function shopPrice(record: Pick<CallshopRecord, 'amount' | 'amountWithTax' | 'billedSeconds'>, pricing: ShopPricing): Money | null {
  const cost = providerPrice(record)
  if (!cost || pricing.kind === 'none') return null
  // whole numbers throughout: in hundredths of a percent, and in sixtieths
  const units =
    pricing.kind === 'percent'
      ? divideUp(BigInt(cost.units) * BigInt(10_000 + pricing.percent), 10_000n)
      : divideUp(BigInt(cost.units) * 60n + BigInt(pricing.perMinute) * BigInt(record.billedSeconds), 60n)
  const step = BigInt(pricing.roundUpTo)
  return { units: Number(divideUp(units, step) * step), currency: cost.currency }
}

function divideUp(of: bigint, by: bigint): bigint {
  return of / by + (of % by > 0n ? 1n : 0n)
}

export const noSum: DeskSum = { calls: 0, seconds: 0, billedSeconds: 0, provider: [], shop: [] }

/** A sum with one more call. */
export function addCall(sum: DeskSum, record: CallshopRecord, pricing: ShopPricing): DeskSum {
  return {
    calls: sum.calls + 1,
    seconds: sum.seconds + record.seconds,
    billedSeconds: sum.billedSeconds + record.billedSeconds,
    provider: addMoney(sum.provider, providerPrice(record)),
    shop: addMoney(sum.shop, shopPrice(record, pricing)),
  }
}

function addMoney(amounts: readonly Money[], more: Money | null): Money[] {
  if (!more) return [...amounts]
  if (!amounts.some(({ currency }) => currency === more.currency)) return [...amounts, more]
  return amounts.map((one) => (one.currency === more.currency ? { ...one, units: one.units + more.units } : one))
}

/** A call that is on no receipt of its booth yet. One phone has one call at a time: each begins after the one before. */
export const isOpen = ({ startedAt }: Pick<CallshopRecord, 'startedAt'>, booth: Booth | undefined): boolean =>
  booth?.settledUntil == null || startedAt > booth.settledUntil

/** Records by booth, the one with the last call first, and the sum of all. */
export function sumDesk(records: Iterable<CallshopRecord>, { booths, pricing }: DeskSettings): Pick<Desk, 'booths' | 'total'> {
  const known = new Map(booths.map((booth) => [booth.caller, booth]))
  const sums = new Map<string, BoothSum>()
  let total = noSum
  for (const record of records) {
    const { caller, startedAt } = record
    const booth = known.get(caller)
    const before = sums.get(caller) ?? { caller, name: booth?.name ?? '', lastAt: startedAt, all: noSum, open: noSum }
    sums.set(caller, {
      ...before,
      lastAt: Math.max(before.lastAt, startedAt),
      all: addCall(before.all, record, pricing),
      open: isOpen(record, booth) ? addCall(before.open, record, pricing) : before.open,
    })
    total = addCall(total, record, pricing)
  }
  return { booths: [...sums.values()].sort((a, b) => b.lastAt - a.lastAt || a.caller.localeCompare(b.caller)), total }
}
