import { AppError, type Failure } from '../../../shared/domain/failure.ts'
import { providerNumber } from '../../../shared/domain/phone-number.ts'
import { RATE_VALID, RATES_AT_ONCE, type Rate, type RateLookUp } from '../../../shared/domain/rate.ts'
import type { OpenAccount } from '../account/account-session.ts'
import { asFailure } from '../failure.ts'
import { fetchRates } from '../provider/rates.ts'

export type Rates = {
  /**
   * One rate a number, in the order asked; null where none is known and the provider cannot be asked. A price younger than
   * an hour is not requested again, and the same number never twice at once. Twenty go into a request; the requests follow
   * one another and end with the first that fails.
   */
  readonly ask: (numbers: readonly string[], fresh: boolean) => Promise<{ rates: Array<Rate | null>; error: Failure | null }>
  /** Asks and remembers the list under "earlier look-ups". */
  readonly lookUp: (numbers: readonly string[]) => Promise<{ rates: Array<Rate | null>; error: Failure | null }>
  readonly earlier: () => Promise<RateLookUp[]>
}

export function createRates({ client, credentials, database }: OpenAccount, now: () => number): Rates {
  const underWay = new Map<string, Promise<unknown>>()

  const fetch = async (numbers: readonly string[]): Promise<void> => {
    const replies = await fetchRates(client, credentials, numbers)
    const asOf = now()
    const rates = numbers.flatMap((number, i): Rate[] => {
      const reply = replies[i]
      // a price that cannot be read leaves the one before, with its time
      if (reply === undefined) return []
      return [{ number, destination: reply?.destination ?? '', price: reply?.price ?? null, prefix: reply?.prefix ?? '', asOf }]
    })
    await database.request('saveRates', { rates })
    if (rates.length < numbers.length) throw new AppError('provider-unexpected-reply', 'a price could not be read', { retryable: true })
  }
  const ask: Rates['ask'] = async (typed, fresh) => {
    const numbers = typed.map(providerNumber)
    const kept = new Map((await database.request('rates', { numbers })).map((rate) => [rate.number, rate]))
    const old = [...new Set(numbers)].filter((n) => fresh || now() - (kept.get(n)?.asOf ?? 0) > RATE_VALID)
    const mine = old.filter((n) => !underWay.has(n))
    const waiting = old.flatMap((n) => underWay.get(n) ?? [])
    let previous: Promise<unknown> = Promise.resolve()
    for (let i = 0; i < mine.length; i += RATES_AT_ONCE) {
      const some = mine.slice(i, i + RATES_AT_ONCE)
      const request = previous
        .then(() => fetch(some))
        .finally(() => {
          for (const n of some) underWay.delete(n)
        })
      for (const n of some) underWay.set(n, request)
      waiting.push(request)
      previous = request
    }
    const failed = (await Promise.allSettled(waiting)).find((r) => r.status === 'rejected')
    const found = new Map((await database.request('rates', { numbers })).map((rate) => [rate.number, rate]))
    return { rates: numbers.map((n) => found.get(n) ?? null), error: failed ? asFailure(failed.reason) : null }
  }
  return {
    ask,
    async lookUp(numbers) {
      const result = await ask(numbers, true)
      if (!result.error) await database.request('saveRateLookUp', { askedAt: now(), numbers })
      return result
    },
    earlier: () => database.request('rateLookUps', { limit: 50 }),
  }
}
