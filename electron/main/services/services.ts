import { type AccessNumbers, accessNumbersSchema } from '../../../shared/access-numbers.ts'
import type { Card } from '../../../shared/card.ts'
import { AppError } from '../../../shared/contract.ts'
import type { CallshopPage } from '../../../shared/history-query.ts'
import type { Money } from '../../../shared/money.ts'
import type { PaidAct, PaidActKind } from '../../../shared/paid-act.ts'
import { bareNumber, providerNumber, readPhoneNumber } from '../../../shared/phone-number.ts'
import { noServices, type OwnPhone, ownPhoneSchema, type Services } from '../../../shared/services.ts'
import type { OpenAccount } from '../account/account-service.ts'
import { fetchCallshop } from '../provider/cdr-callshop.ts'
import { checkNumber } from '../provider/number-check.ts'
import { fetchAccessNumbers } from '../provider/online-callthrough.ts'
import { sendSms } from '../provider/sms.ts'
import { sendTopup } from '../provider/topup.ts'
import { startCallback, stopCallback } from '../provider/webcallback.ts'
import { type Areas, createAreas } from './areas.ts'
import { type Cards, createCards } from './cards.ts'
import { type CallshopQuery, callshopKey, createHistory, type History, instantsOf, storedCallshop } from './history.ts'
import { createPaidActs } from './paid-acts.ts'
import { createRates, type Rates } from './rates.ts'

export type ServiceOptions = {
  readonly now: () => number
  /** Time zone of the provider's wall clock. */
  readonly zone: () => string
  /** Country of numbers without a country code. */
  readonly region: () => string
  readonly balance: () => Money | null
  readonly currency: () => string
  readonly refreshBalance: () => Promise<void>
  readonly confirmMany: (kind: PaidActKind, count: number) => Promise<boolean>
  readonly onChange: (services: Services) => void
}

/** Everything the provider does for an account besides its lines. Lives as long as the account is open. */
export type AccountServices = {
  readonly start: () => Promise<void>
  readonly stop: () => void
  readonly rates: Rates
  readonly history: History
  readonly cards: Cards
  readonly areas: Areas
  readonly topUp: (input: { id: string; pin: string; again: boolean }) => Promise<PaidAct>
  readonly callBack: (input: { id: string; from: string; to: string }) => Promise<PaidAct>
  readonly stopCallback: (actId: string) => Promise<void>
  readonly sendSms: (input: { id: string; number: string; message: string }) => Promise<PaidAct>
  readonly createCard: (input: { id: string; number: string; customer: string; amount: Money; bySms: boolean; smsText: string }) => Promise<PaidAct>
  readonly lookUpCard: (number: string) => Promise<Card>
  readonly moveCard: (cli: string, number: string) => Promise<Card>
  readonly checkNumber: (number: string) => Promise<{ e164: string; destination: string } | null>
  readonly accessNumbers: (fresh: boolean) => Promise<AccessNumbers | null>
  readonly callshop: (query: CallshopQuery, fresh: boolean) => Promise<CallshopPage>
  readonly setOwnPhones: (phones: readonly OwnPhone[]) => Promise<void>
  readonly setRealm: (realm: string) => Promise<void>
}

export function createServices(account: OpenAccount, options: ServiceOptions): AccountServices {
  const { client, credentials, database, onFooter } = account
  const { now, zone, region, balance, currency, refreshBalance, confirmMany } = options
  let state: Services = noServices
  let stopped = false
  const change = (part: Partial<Services>): void => {
    if (stopped) return
    state = { ...state, ...part }
    options.onChange(state)
  }
  const acts = createPaidActs({ account, now, balance, confirmMany, onChange: (paidActs) => change({ paidActs }) })
  const rates = createRates(account, now)
  const history = createHistory(account, { now, zone, onChange: (part) => change({ history: { ...state.history, ...part } }) })
  const areas = createAreas(account, (next) => change({ areas: next }))
  const cards = createCards(account, {
    areas,
    now,
    realm: () => state.realm,
    onChange: () => change({ cardsRevision: state.cardsRevision + 1 }),
  })
  /** The balance, read anew; a failure to read it takes nothing from an act. */
  const balanceNow = async (): Promise<Money | null> => {
    await refreshBalance().catch(() => {})
    return balance()
  }
  const cardNumber = (typed: string): string => {
    const bare = bareNumber(typed, region())
    if (!bare) throw new AppError('number-invalid', 'a card belongs to a number with a country code')
    return bare
  }

  return {
    rates,
    history,
    cards,
    areas,
    async start() {
      const phones = ownPhoneSchema.array().safeParse(JSON.parse((await database.request('readValue', { key: 'own-phones' })) ?? '[]'))
      change({ ownPhones: phones.success ? phones.data : [], realm: (await database.request('readValue', { key: 'realm' })) ?? '' })
      await acts.start()
      await areas.start()
      await history.start()
    },
    stop() {
      stopped = true
      history.stop()
    },
    async topUp({ id, pin, again }) {
      const bare = pin.replace(/[\s-]/g, '')
      if (!/^[0-9A-Za-z]{4,32}$/.test(bare)) throw new AppError('pin-invalid', 'a PIN has digits, perhaps letters')
      const pinHash = await acts.hashPin(bare)
      const before = await database.request('actOfPin', { pinHash })
      if (before && before.id !== id && !again) {
        throw new AppError('pin-sent-before', 'this PIN was sent before', { details: { time: before.createdAt, state: before.state } })
      }
      // what was loaded shows as the difference, so the balance before must be of now
      await balanceNow()
      return acts.run(
        { id, kind: 'topup', target: '', via: '', amount: null },
        async () => {
          onFooter(await sendTopup(client, credentials, bare))
          return { balanceAfter: await balanceNow() }
        },
        pinHash,
      )
    },
    async callBack({ id, from, to }) {
      const [first, second] = [providerNumber(from), providerNumber(to)]
      const same = (readPhoneNumber(from, region())?.e164 ?? first) === (readPhoneNumber(to, region())?.e164 ?? second)
      if (same) throw new AppError('same-number', 'both legs are the same number')
      const kept = await database.request('rates', { numbers: [first, second] })
      const prices = kept.flatMap(({ price }) => price ?? [])
      const amount = prices.length === 2 ? { units: prices.reduce((sum, p) => sum + p.units, 0), currency: prices[0]?.currency ?? 'EUR' } : null
      return acts.run({ id, kind: 'callback', target: to, via: from, amount }, async () => {
        const { callId, footer } = await startCallback(client, credentials, { from: first, to: second })
        onFooter(footer)
        return { reference: callId }
      })
    },
    async stopCallback(actId) {
      const act = acts.find(actId)
      if (!act?.reference) throw new AppError('not-known', 'this callback cannot be stopped')
      await stopCallback(client, credentials, act.reference)
      await acts.update(actId, { stopped: true })
    },
    sendSms: ({ id, number, message }) =>
      acts.run({ id, kind: 'sms', target: number, via: '', amount: null }, async () => {
        const { billedId, footer } = await sendSms(client, credentials, { number: providerNumber(number), message })
        onFooter(footer)
        return { reference: billedId, balanceAfter: await balanceNow() }
      }),
    async createCard({ id, number, customer, amount, bySms, smsText }) {
      const cli = cardNumber(number)
      const units = amount.units
      return acts.run({ id, kind: 'card', target: `+${cli}`, via: customer, amount }, async () => {
        await cards.create({ act: 'insert', cli, customer, amount: (units / 10_000).toFixed(2), bySms, smsText })
        return { balanceAfter: await balanceNow() }
      })
    },
    lookUpCard: async (number) => cards.lookUp(cardNumber(number)),
    moveCard: async (cli, number) => cards.change({ act: 'move', cli, newCli: cardNumber(number) }),
    async checkNumber(number) {
      const facts = readPhoneNumber(number, region())
      if (!facts) return null
      const { e164, countryCode } = facts
      const checked = await checkNumber(client, credentials, { countryCode, national: e164.slice(1 + countryCode.length) })
      return checked && { e164: `+${checked.complete}`, destination: checked.name }
    },
    async accessNumbers(fresh) {
      if (fresh) {
        const { footer, ...numbers } = await fetchAccessNumbers(client, credentials)
        onFooter(footer)
        await database.request('writeValue', { key: 'access-numbers', value: JSON.stringify({ ...numbers, asOf: now() }) })
      }
      const kept = await database.request('readValue', { key: 'access-numbers' })
      const parsed = kept === null ? null : accessNumbersSchema.safeParse(JSON.parse(kept))
      return parsed?.success ? parsed.data : null
    },
    async callshop(query, fresh) {
      if (fresh) {
        const range = { ...query, zone: zone(), currency: currency() }
        const { records } = await areas.ask('callshop', (as) => fetchCallshop(client, as, range))
        await database.request('saveCallshop', { ...instantsOf(query, zone()), records })
        await database.request('writeValue', { key: callshopKey(query), value: String(now()) })
      }
      return storedCallshop(account, query, zone())
    },
    async setOwnPhones(phones) {
      await database.request('writeValue', { key: 'own-phones', value: JSON.stringify(phones) })
      change({ ownPhones: [...phones] })
    },
    async setRealm(realm) {
      await database.request('writeValue', { key: 'realm', value: realm.trim() })
      change({ realm: realm.trim() })
    },
  }
}
