import { z } from 'zod'

/**
 * An amount of money: integer ten-thousandths of the currency unit, never a float. `{units: 154426, currency: 'EUR'}` is
 * 15.4426 euros.
 */
export const moneySchema = z.object({
  units: z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER),
  currency: z.string().regex(/^[A-Z]{3}$/),
})
export type Money = z.infer<typeof moneySchema>
