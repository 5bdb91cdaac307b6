import { randomUUID } from 'node:crypto'
import { type Account, footer, refuse, success } from './reply.ts'

export type SandboxCard = { cli: string; customer: string; amount: number; serial: string; pin: string; active: boolean; disabled: boolean }
export type SandboxCdr = {
  readonly begin: number
  readonly seconds: number
  readonly number: string
  readonly destination: string
  readonly amount: number
  readonly type: string
}

export type SandboxServices = {
  /** PIN -> ten-thousandths; each works once. */
  readonly pins: Map<string, number>
  readonly cards: Map<string, SandboxCard>
  readonly cdrs: SandboxCdr[]
  readonly callshop: Record<string, string>[]
  readonly callbacks: { id: string; from: string; to: string; begin: number; stopped: boolean }[]
  readonly sent: { number: string; message: string }[]
  /** Needed to move, activate or disable cards. */
  readonly realm: string
  /** Who may manage cards and read callshop records, besides those whose set is empty: everybody. */
  reseller: string | null
  /** The provider's time zone, in which it dates its records. */
  zone: string
  /** A call was billed: it costs, and its record is there. */
  readonly bill: (account: Account, number: string, begin: number, seconds: number, type?: string) => void
  /** The answer of a module with state; null for one that is not here. */
  readonly answer: (module: string, account: Account, fields: URLSearchParams) => string | null
}

const prices: ReadonlyArray<readonly [prefix: string, name: string, price: number]> = [
  ['00447', 'United Kingdom, mobile', 890],
  ['0044', 'United Kingdom, landline', 849],
  ['004917', 'Germany, mobile', 890],
  ['0049', 'Germany, landline', 180],
  ['001', 'USA', 210],
]
const SMS_PRICE = 900

/** All modules besides account and voiplist, with state: what is loaded, spent, created or sent stays so. */
export function createSandboxServices(): SandboxServices {
  const s: SandboxServices = {
    pins: new Map([
      ['0012345678', 200_000],
      ['4821009357', 50_000],
    ]),
    cards: new Map(),
    cdrs: [],
    callshop: [],
    callbacks: [],
    sent: [],
    realm: 'made-up-realm',
    reseller: null,
    zone: 'Europe/Berlin',
    bill(account, number, begin, seconds, type = 'VOIP') {
      const { price, name } = rateOf(number)
      const amount = Math.round((price * seconds) / 60)
      s.cdrs.push({ begin, seconds, number, destination: name, amount, type })
      spend(account, amount)
    },
    answer: (module, account, fields) => modules[module]?.(account, fields) ?? null,
  }
  const modules: Readonly<Record<string, (account: Account, fields: URLSearchParams) => string>> = {
    login: () => success({}),
    rates: (_account, f) => {
      const numbers = (f.get('numbers') ?? '').split('|')
      const found = numbers.flatMap((number) => {
        const { prefix, name, price } = rateOf(number)
        return prefix ? [{ number, destinationname: name, price: comma(price), prefix }] : []
      })
      return success({ currency: 'EUR', rates: [found] })
    },
    cdrs: (account, f) => {
      const [from, to] = [f.get('from'), f.get('to')].map((d) => (d ?? '').split('.').reverse().join('-'))
      const rows = s.cdrs
        .filter((c) => wallTime(c.begin, s.zone).slice(0, 10) >= (from ?? '') && wallTime(c.begin, s.zone).slice(0, 10) <= (to ?? ''))
        .slice(-Number(f.get('show') ?? 100))
        .map((c) => ({
          datestart: wallTime(c.begin, s.zone),
          dateend: wallTime(c.begin + c.seconds * 1000, s.zone),
          time: new Date(c.seconds * 1000).toISOString().slice(11, 19),
          customername: 'Customer, Practice',
          number: c.number,
          destination: c.destination,
          amount: (c.amount / 10_000).toFixed(4),
          amounttax: ((c.amount * 1.19) / 10_000).toFixed(4),
          type: c.type,
        }))
      // a table of one row is an object, an empty one has no body
      if (!rows.length) return JSON.stringify({ error: false, codes: [{ code: 200, description: 'OK' }] })
      return success({
        table: { caption: 'Call detail records', thead: {}, tbody: { tr: { td: rows.length === 1 ? rows[0] : rows } }, tfoot: '' },
        ...footer(account),
      })
    },
    'cdr-callshop': (account, f) => {
      if (!mayResell(account)) return refuse(403, 'not permitted')
      const rows = s.callshop.filter(
        (r) => (r['data'] ?? '').slice(0, 10) >= (f.get('from') ?? '') && (r['data'] ?? '').slice(0, 10) <= (f.get('to') ?? ''),
      )
      return success(rows.length ? { cdrs: rows } : [])
    },
    topup: (account, f) => {
      const amount = s.pins.get(f.get('pin') ?? '')
      if (amount === undefined) return refuse(1200, 'Personal Identification Number Not Valid')
      s.pins.delete(f.get('pin') ?? '')
      spend(account, -amount)
      return success({ ...footer(account) })
    },
    webcallback: (account, f) => {
      if (f.get('act') === 'stopcallback') {
        const running = s.callbacks.find((c) => c.id === f.get('callId') && c.id === f.get('callerId') && !c.stopped)
        if (!running) return refuse(1001, 'unknown call')
        running.stopped = true
        // both of its calls, by the minute
        const seconds = Math.ceil(Math.max(1, Date.now() - running.begin) / 60_000) * 60
        for (const number of [running.from, running.to]) s.bill(account, number, running.begin, seconds, 'WEBCALLBACK')
        return success({ ...footer(account) })
      }
      const callback = { id: randomUUID().toUpperCase(), from: f.get('aNumber') ?? '', to: f.get('bNumber') ?? '', begin: Date.now(), stopped: false }
      s.callbacks.push(callback)
      return success({ callId: callback.id, firstownnumber: null, destinationnumber: null, ...footer(account) })
    },
    'number-check': (_account, f) => {
      const complete = `${f.get('prefix') ?? ''}${f.get('number') ?? ''}`
      const { prefix, name } = rateOf(`00${complete}`)
      if (!prefix) return refuse(1001, 'unknown number')
      return success({ completenumber: complete, prefix: prefix.slice(2), number: complete.slice(prefix.length - 2), name })
    },
    'mycard-v2': (account, f) => (mayResell(account) ? card(account, f) : refuse(403, 'not permitted')),
    sms: (account, f) => {
      s.sent.push({ number: f.get('phonenumbers') ?? '', message: f.get('message') ?? '' })
      spend(account, SMS_PRICE)
      return success({ smsbilledId: randomUUID().toUpperCase(), ...footer(account) })
    },
    onlinecallthrough: (account) =>
      success({
        dialinnumberGeo: { de: '4930123450', gb: '442079460000' },
        dialinnumberFree: { us: '18005550100' },
        callbacknumberGeo: { de: '4930123451' },
        callbacknumberFree: [],
        dialinnumber: '4930123459',
        anumber: null,
        bnumber: null,
        ...footer(account),
      }),
  }
  const mayResell = (account: Account): boolean => s.reseller === null || s.reseller === account.userName

  function card(account: Account, f: URLSearchParams): string {
    const act = f.get('act') ?? ''
    const cli = f.get('Telefon') ?? f.get('cli') ?? ''
    if (act === 'insert') {
      const amount = Math.round(Number(f.get('Amount')) * 10_000)
      s.cards.set(cli, {
        cli,
        customer: f.get('Kunde') || cli,
        amount,
        serial: String(12_871_000 + s.cards.size),
        pin: `9${cli.slice(-8)}`,
        active: true,
        disabled: false,
      })
      spend(account, amount)
    }
    const found = s.cards.get(cli)
    if (!found) return refuse(1001, 'unknown card')
    if (['disableCliByNumber', 'changeCliByNumber', 'activateMyCard'].includes(act) && f.get('realm') !== s.realm) return refuse(403, 'wrong realm')
    if (act === 'blockcard' || act === 'disableCliByNumber') found.active = false
    if (act === 'disableCliByNumber') found.disabled = true
    if (act === 'unblockcard' || act === 'activateMyCard') found.active = true
    if (act === 'changeCliByNumber') {
      s.cards.delete(cli)
      found.cli = f.get('newCli') ?? ''
      s.cards.set(found.cli, found)
    }
    return success({
      Kunde: found.customer,
      CLI: found.cli,
      Amount: `${comma(found.amount)} EUR`,
      AmountAll: `${comma(found.amount)} EUR`,
      fldSerial: found.serial,
      fldPIN: found.pin,
      active: found.active ? 1 : found.disabled ? ' ' : '',
    })
  }
  return s
}

function rateOf(number: string): { prefix: string; name: string; price: number } {
  const full = /^0[1-9]/.test(number) ? `0049${number.slice(1)}` : number
  const hit = prices.find(([prefix]) => full.startsWith(prefix))
  return hit ? { prefix: hit[0], name: hit[1], price: hit[2] } : { prefix: '', name: 'Free CALL', price: 0 }
}

function spend(account: Account, amount: number): void {
  account.balance = comma(Math.round(Number(account.balance.replace(',', '.')) * 10_000) - amount)
}

const comma = (units: number): string => (units / 10_000).toFixed(4).replace('.', ',')
const wallTime = (instant: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(instant)
