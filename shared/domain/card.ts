import { z } from 'zod'
import { instantSchema } from './account.ts'
import { moneySchema } from './money.ts'

/** Country code and number, digits only: how cards are named (provider API: mycard-v2). */
export const cardNumberSchema = z.string().regex(/^[1-9]\d{5,18}$/)

/** Amounts of cards are euros, whatever the account's currency (provider API: mycard-v2, Amount). */
export const CARD_CURRENCY = 'EUR'

/** A calling card as this computer knows it. The PIN is never stored; it is requested each time it is shown. */
export const cardSchema = z.object({
  cli: cardNumberSchema,
  customer: z.string().max(200),
  serial: z.string().max(64),
  balance: moneySchema.nullable(),
  loaded: moneySchema.nullable(),
  /**
   * `disabled` is known only from our own last action; the provider only says usable or not. `unknown`: an action was sent and may
   * have taken effect; looking the card up again shows it.
   */
  state: z.enum(['usable', 'blocked', 'disabled', 'unchecked', 'unknown']),
  /** Where an action that may have taken effect would have moved the card to. */
  movedTo: cardNumberSchema.nullable().default(null),
  checkedAt: instantSchema.nullable(),
  createdAt: instantSchema.nullable(),
})
export type Card = z.infer<typeof cardSchema>
