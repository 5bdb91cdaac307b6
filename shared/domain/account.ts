import { z } from 'zod'
import { failureSchema } from './failure.ts'
import { moneySchema } from './money.ts'

/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export const instantSchema = z.number().int().nonnegative()
export type Instant = z.infer<typeof instantSchema>

/**
 * The account's identity on this computer: provider origin and user name, joined as `origin user` (a URL origin holds no
 * space). It names the keychain entry and the account's database; it holds no secret.
 */
export const accountIdSchema = z.string().min(3).max(600)

/** An account that was signed in on this computer and has not been forgotten. */
export const rememberedAccountSchema = z.object({
  id: accountIdSchema,
  providerAddress: z.string(),
  userName: z.string(),
  /** "Stay signed in" was chosen: the password is (or was) in the keychain. */
  staySignedIn: z.boolean(),
  lastUsed: instantSchema,
  /** Number of the provider account that this app shows, where the login has several and the user chose one. */
  chosenAccount: z.string().max(64).optional(),
  /** The currency that the provider named last for it; absent: none yet. */
  currency: moneySchema.shape.currency.optional(),
})
export type RememberedAccount = z.infer<typeof rememberedAccountSchema>

/** Locked, missing service and missing library are three different things, and none of them means "no password". */
export const keychainStateSchema = z.enum(['ready', 'locked', 'no-service', 'no-library', 'failed'])
export type KeychainState = z.infer<typeof keychainStateSchema>

/** The provider's account (provider API, module account). */
export const providerAccountSchema = z.object({
  customerName: z.string(),
  customerNumber: z.string(),
  accountNumber: z.string(),
  accountName: z.string(),
  balance: moneySchema.nullable(),
})
export type ProviderAccount = z.infer<typeof providerAccountSchema>

export const balanceSchema = z.object({
  amount: moneySchema.nullable(),
  /** When the amount was read from the provider; null before the first reading. */
  asOf: instantSchema.nullable(),
  refreshing: z.boolean(),
  /** Why the last reading failed; the amount before it stays. */
  error: failureSchema.nullable(),
})
export type Balance = z.infer<typeof balanceSchema>

export const sessionSchema = z.discriminatedUnion('state', [
  /** The account of the last run is being opened: its password is being read. */
  z.object({ state: z.literal('opening') }),
  z.object({
    state: z.literal('signed-out'),
    /** Why the sign-in form is shown although the user did not sign out (keychain locked at start, 401 ...); else null. */
    reason: failureSchema.nullable(),
  }),
  z.object({ state: z.literal('signing-in'), accountId: accountIdSchema, since: instantSchema }),
  z.object({
    state: z.literal('signed-in'),
    accountId: accountIdSchema,
    providerAddress: z.string(),
    userName: z.string(),
    /** False: signed in for this run only. */
    kept: z.boolean(),
    /** Provider accounts, first = the one this app shows; empty until the first good reply (offline start). */
    accounts: z.array(providerAccountSchema),
    /** Provider time minus this computer's time, in ms, once it was seen. */
    clockOffset: z.number().nullable(),
    /** What stops the provider's API at the moment (wrong password, clock, unreachable); lines go on regardless. */
    apiError: failureSchema.nullable(),
  }),
])
export type Session = z.infer<typeof sessionSchema>

export const accountStateSchema = z.object({
  session: sessionSchema,
  remembered: z.array(rememberedAccountSchema),
  keychain: keychainStateSchema,
  balance: balanceSchema,
})
export type AccountState = z.infer<typeof accountStateSchema>
