import { z } from 'zod'
import { cardNumberSchema, cardSchema } from '../domain/card.ts'
import { batchCardSchema, CARDS_AT_ONCE, cardBatchSchema, cardOrderSchema } from '../domain/card-batch.ts'
import { failureSchema } from '../domain/failure.ts'
import { call, nothing, secretCall } from './contract.ts'

const card = z.object({ cli: cardNumberSchema })
const number = z.string().min(1).max(64)
const batch = z.object({ id: z.uuid() })
const saved = z.object({ path: z.string() }).nullable()
const clis = z.array(cardNumberSchema).min(1).max(100_000)

/** Calling cards: the part of the contract between page and main that is about single ones, many of them, and what is printed. */
export const cards = {
  list: call(nothing, z.array(cardSchema)),
  lookUp: call(z.object({ number }), cardSchema),
  block: call(card, cardSchema),
  unblock: call(card, cardSchema),
  disable: call(card.extend({ confirmed: z.literal(true) }), cardSchema),
  move: call(card.extend({ number }), cardSchema),
  activate: secretCall(card.extend({ pin: z.string().min(1).max(64) }), cardSchema),
  /** The only secret that the page receives; requested each time it is shown. */
  pin: secretCall(card, z.object({ pin: z.string() })),
  /** Copies the PIN; the clipboard is emptied after 30 s if it still holds it. */
  copyPin: call(card, nothing),
  setRealm: call(z.object({ realm: z.string().max(200) }), nothing),

  /** Looks up these cards one after the other; progress is in the services. `missing`: the provider knows no such card. */
  checkAll: call(z.object({ clis }), z.object({ checked: z.number().int(), missing: z.array(cardNumberSchema), error: failureSchema.nullable() })),
  cancelCheck: call(nothing, nothing),
  /** Removes cards from this computer's list; the provider's stay. */
  remove: call(z.object({ clis, confirmed: z.literal(true) }), nothing),
  /** Asks where to, and writes these cards in this order to a CSV file, without PINs. Null: cancelled. */
  export: call(z.object({ clis }), saved),
  /** Asks where to, and writes a slip to print. `withPin`: the PIN is requested for it, and kept nowhere else. Null: cancelled. */
  printSlip: call(card.extend({ withPin: z.boolean() }), saved),

  /** Asks for a CSV file with numbers, and perhaps customers and amounts. Null: cancelled. */
  chooseFile: call(
    nothing,
    z
      .object({
        fileName: z.string(),
        rows: z.array(z.object({ line: z.number().int(), number: z.string(), customer: z.string(), amount: z.string() })),
      })
      .nullable(),
  ),
  /**
   * Orders cards that the user confirmed as a whole, and begins with them; answers once they are written down. The same id again
   * changes nothing. Fails with `busy` while another order runs, `cancelled` where main's own question was answered with no.
   */
  createBatch: call(
    z.object({
      id: z.uuid(),
      orders: z.array(cardOrderSchema).min(1).max(CARDS_AT_ONCE),
      bySms: z.boolean(),
      smsText: z.string().max(300),
    }),
    nothing,
  ),
  /** Ends after the card that is being sent. */
  stopBatch: call(nothing, nothing),
  /** Goes on with the cards that nothing was sent for. `again`: with those that were refused or are absent instead; what is left of them waits. */
  continueBatch: call(batch.extend({ again: z.boolean() }), nothing),
  /** Looks up the cards of unknown outcome. */
  checkBatch: call(batch, nothing),
  /** Newest first. */
  batches: call(nothing, z.array(cardBatchSchema)),
  /** Its cards in their order. */
  batch: call(batch, z.array(batchCardSchema)),
  /** Asks where to, and writes what became of each card to a CSV file. Null: cancelled. */
  exportBatch: call(batch, saved),
} as const
