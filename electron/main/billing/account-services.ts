import { setTimeout } from 'node:timers/promises'
import { type AccessNumbers, accessNumbersSchema } from '../../../shared/domain/access-numbers.ts'
import type { Card } from '../../../shared/domain/card.ts'
import { noServices } from '../../../shared/domain/empty.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import { noFilter } from '../../../shared/domain/history-query.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { PaidOperation, PaidOperationKind } from '../../../shared/domain/paid-operation.ts'
import { bareNumber, callingCodeOf, providerNumber, readPhoneNumber } from '../../../shared/domain/phone-number.ts'
import { type OwnPhone, ownPhoneSchema, type Services } from '../../../shared/domain/services.ts'
import type { OpenAccount } from '../account/account-session.ts'
import { type Callshop, createCallshop } from '../history/callshop.ts'
import { type CallshopDesk, createCallshopDesk } from '../history/callshop-desk.ts'
import { type CostsReader, createCosts } from '../history/costs.ts'
import { createHistory, type History } from '../history/history.ts'
import type { Missing } from '../history/reading.ts'
import { createSpending, type Spending } from '../history/spending.ts'
import { type StatementOptions, writeStatement } from '../history/statement.ts'
import { fetchCallshop } from '../provider/cdr-callshop.ts'
import type { Footer } from '../provider/footer.ts'
import { checkNumber } from '../provider/number-check.ts'
import { fetchAccessNumbers } from '../provider/online-callthrough.ts'
import { startCallback, stopCallback } from '../provider/webcallback.ts'
import { parseJson } from '../storage/read-as.ts'
import { type Areas, createAreas } from './areas.ts'
import { type CardBatches, createCardBatches } from './card-batches.ts'
import { type Cards, createCards } from './cards.ts'
import { createPaidOperations } from './paid-operations.ts'
import { createRates, type Rates } from './rates.ts'
import { createSent, type Sent } from './sent.ts'
import { createSms, type Sms } from './sms.ts'
import { topUpOnce } from './top-up.ts'

/** ms that closing waits for the outcomes of paid operations; one that comes later is "unknown" at the next start. */
const OUTCOME_WAIT = 5000

export type AccountServicesOptions = {
  readonly now: () => number
  /** Time zone of the provider's wall clock. */
  readonly zone: () => string
  /** Country of numbers without a country code. */
  readonly region: () => string
  /** After how many months calls and records are deleted; null: never. */
  readonly keepMonths: () => number | null
  readonly balance: () => Money | null
  readonly currency: () => string
  /** The provider's present balance, null where it could not be read. `anew`: from a request that begins after this call. */
  readonly readBalance: (anew: boolean) => Promise<Money | null>
  /** The balance a reply's footer names, null where it is another account's than the one shown. */
  readonly balanceOf: (footer: Footer) => Money | null
  /** Asks whether to send `more` (one) after `count` of a kind within the hour. */
  readonly confirmMany: (kind: PaidOperationKind, count: number, more?: number) => Promise<boolean>
  readonly confirmCards: (count: number, total: Money) => Promise<boolean>
  readonly onChange: (services: Services) => void
}

/** Everything the provider does for an account besides its lines. Lives as long as the account is open. */
export type AccountServices = {
  readonly start: () => Promise<void>
  /** Waits, for a few seconds at most, for paid operations that are under way, whose outcomes go into the database. */
  readonly stop: () => Promise<void>
  readonly rates: Rates
  readonly history: History
  readonly callshop: Callshop
  readonly costs: CostsReader
  readonly spending: Spending
  /**
   * Reads what was billed in some days and writes it to a file; see `writeStatement`. One at a time with the exports of the history.
   * `complete`: nothing is missing; else the file says what.
   */
  readonly statement: (
    path: string,
    of: Pick<StatementOptions, 'request' | 'account' | 'language' | 'print'>,
  ) => Promise<{ readonly path: string; readonly complete: boolean }>
  readonly desk: CallshopDesk
  readonly cards: Cards
  readonly cardBatches: CardBatches
  readonly areas: Areas
  readonly topUp: (input: { id: string; pin: string; again: boolean }) => Promise<PaidOperation>
  readonly callBack: (input: { id: string; from: string; to: string }) => Promise<PaidOperation>
  readonly stopCallback: (operationId: string) => Promise<void>
  /** The user marks a callback as over. */
  readonly dismissCallback: (operationId: string) => Promise<void>
  readonly sms: Sms
  readonly sent: Sent
  readonly createCard: (input: {
    id: string
    number: string
    customer: string
    amount: Money
    bySms: boolean
    smsText: string
  }) => Promise<PaidOperation>
  readonly lookUpCard: (number: string) => Promise<Card>
  readonly moveCard: (cli: string, number: string) => Promise<Card>
  readonly checkNumber: (number: string) => Promise<{ e164: string; destination: string } | null>
  readonly accessNumbers: (fresh: boolean) => Promise<AccessNumbers | null>
  readonly setOwnPhones: (phones: readonly OwnPhone[]) => Promise<void>
  readonly setRealm: (realm: string) => Promise<void>
}

export function createAccountServices(account: OpenAccount, options: AccountServicesOptions): AccountServices {
  const { client, credentials, database, onFooter } = account
  const { now, zone, region, keepMonths, balance, currency, readBalance, balanceOf, confirmMany, confirmCards } = options
  let state: Services = noServices
  let stopped = false
  const change = (part: Partial<Services>): void => {
    if (stopped) return
    state = { ...state, ...part }
    options.onChange(state)
  }
  const operations = createPaidOperations({ account, now, balance, confirmMany, onChange: (paidOperations) => change({ paidOperations }) })
  const rates = createRates(account, { now, region, onProgress: (rateLookUp) => change({ rateLookUp }) })
  const history = createHistory(account, {
    now,
    zone,
    region,
    currency,
    keepMonths,
    onChange(part) {
      change({ history: { ...state.history, ...part } })
      if (part.revision !== undefined) spending.changed()
    },
    onRead: (range) => void spending.recordsRead(range).catch(() => {}),
  })
  const costs = createCosts(database, { zone, callingCode: () => callingCodeOf(region()) })
  const spending: Spending = createSpending({
    database,
    costs,
    now,
    zone,
    onChange: (next) => change({ costs: next }),
    // a reading that runs is of days that somebody looks at
    readRecords: (range) => state.history.running === null && void history.sync(range, false).catch(() => {}),
  })
  const areas = createAreas(account, (next) => change({ areas: next }))
  const callshop = createCallshop({
    ...{ database, now, zone },
    fetch: (days, onUnread) => areas.ask('callshop', (as) => fetchCallshop(client, as, { ...days, zone: zone(), currency: currency() }, onUnread)),
  })
  const cards = createCards(account, {
    areas,
    now,
    realm: () => state.realm,
    onChange: () => change({ cardsRevision: state.cardsRevision + 1 }),
    onCheck: (cardCheck) => change({ cardCheck }),
  })
  const desk = createCallshopDesk({ database, callshop, now, zone, signal: account.signal })
  const cardBatches = createCardBatches({
    ...{ account, operations, cards, now, confirmCards },
    readBalance: () => readBalance(true),
    onChange: (cardBatch) => change({ cardBatch }),
  })
  /** The balance after an operation: from a later request, else from the operation's reply; never an older one. */
  const balanceAfter = async (footer: Footer | null): Promise<Money | null> => (await readBalance(true)) ?? (footer && balanceOf(footer))
  const sms = createSms(account, { operations, confirmMany, balanceAfter, balanceOf, onChange: (next) => change({ sms: next }) })
  const topUp = topUpOnce(account, { operations, now, readBalance, balanceAfter })
  const cardNumber = (typed: string): string => {
    const bare = bareNumber(typed, region())
    if (!bare) throw new AppError('number-invalid', 'a card belongs to a number with a country code')
    return bare
  }

  return {
    rates,
    history,
    callshop,
    desk,
    costs,
    spending,
    async statement(path, of) {
      const { from, to } = of.request
      let written = path
      let missing: Missing = { unread: [], capped: [], unreadable: 0 }
      await history.runExport(
        { ...noFilter, from, to },
        async (job) => {
          written = await writeStatement(path, job, { ...of, database, costs, now, missing })
        },
        async (signal) => {
          missing = await history.complete({ from, to }, signal)
        },
      )
      return { path: written, complete: !missing.unread.length && !missing.capped.length && missing.unreadable === 0 }
    },
    cards,
    cardBatches,
    areas,
    sms,
    sent: createSent(database, zone),
    async start() {
      const phones = ownPhoneSchema.array().safeParse(parseJson(await database.request('readValue', { key: 'own-phones' })))
      change({ ownPhones: phones.success ? phones.data : [], realm: (await database.request('readValue', { key: 'realm' })) ?? '' })
      await operations.start()
      await sms.start()
      await cardBatches.start()
      await areas.start()
      await history.start()
      await spending.start()
    },
    async stop() {
      stopped = true
      cardBatches.stop()
      spending.stop()
      history.stop()
      await Promise.race([operations.settled().then(cardBatches.settled), setTimeout(OUTCOME_WAIT, null, { ref: false })])
    },
    topUp,
    async callBack({ id, from, to }) {
      const [first, second] = [providerNumber(from), providerNumber(to)]
      const same = (readPhoneNumber(from, region())?.e164 ?? first) === (readPhoneNumber(to, region())?.e164 ?? second)
      if (same) throw new AppError('same-number', 'both legs are the same number')
      const kept = await database.request('rates', { numbers: [first, second] })
      const prices = kept.flatMap(({ price }) => price ?? [])
      const amount = prices.length === 2 ? { units: prices.reduce((sum, p) => sum + p.units, 0), currency: prices[0]?.currency ?? 'EUR' } : null
      return operations.run({ id, kind: 'callback', target: to, via: from, amount }, async () => {
        const { callId, footer } = await startCallback(client, credentials, { from: first, to: second })
        onFooter(footer)
        return { reference: callId }
      })
    },
    async stopCallback(operationId) {
      const operation = operations.find(operationId)
      if (!operation?.reference) throw new AppError('not-known', 'this callback cannot be stopped')
      await stopCallback(client, credentials, operation.reference)
      await operations.update(operationId, { stopped: true })
      history.readSoon(operation.createdAt)
    },
    async dismissCallback(operationId) {
      const createdAt = operations.find(operationId)?.createdAt ?? now()
      await operations.update(operationId, { dismissed: true })
      history.readSoon(createdAt)
    },
    async createCard({ id, number, customer, amount, bySms, smsText }) {
      const cli = cardNumber(number)
      const units = amount.units
      return operations.run({ id, kind: 'card', target: `+${cli}`, via: customer, amount }, async () => {
        await cards.create({ action: 'insert', cli, customer, amount: (units / 10_000).toFixed(2), bySms, smsText })
        return { balanceAfter: () => balanceAfter(null) }
      })
    },
    lookUpCard: async (number) => cards.lookUp(cardNumber(number)),
    moveCard: async (cli, number) => cards.change({ action: 'move', cli, newCli: cardNumber(number) }),
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
      const parsed = kept === null ? null : accessNumbersSchema.safeParse(parseJson(kept))
      return parsed?.success ? parsed.data : null
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
