// A working day of an office with an account, for the guide's pictures: people and numbers made up, each call with the cost that its rate gives.

import type { AppState } from '../../shared/contract/ipc.ts'
import type { CallLogEntry } from '../../shared/domain/call.ts'
import type { HistoryEntry } from '../../shared/domain/call-matching.ts'
import type { CallshopRecord } from '../../shared/domain/cdr.ts'
import { initialOf } from '../../shared/domain/contact-text.ts'
import type { CallshopSums } from '../../shared/domain/history-query.ts'
import type { PaidOperation } from '../../shared/domain/paid-operation.ts'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { callOf, contactOf, contactsOf, lineOf, paidOperationOf, registered, stateOf } from '../support/state.ts'
import type { Answers } from './bridge.ts'
import { costAnswers, costsState } from './costs-states.ts'
import { checks, trace } from './guide-diagnostics.ts'
import { type Destination, destinations, type Language, NOW, numbers, rates, type Who, words } from './guide-words.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const euro = (units: number) => ({ units, currency: 'EUR' })

/** Who, direction, outcome, when (minutes ago), how long (seconds; missed calls: how long it rang), over the second line. */
const day: readonly (readonly [Who, 'in' | 'out', CallLogEntry['outcome'], number, number, boolean?])[] = [
  ['desk', 'in', 'missed', 13, 24],
  ['accounting', 'out', 'connected', 39, 390],
  ['paris', 'in', 'missed', 144, 11, true],
  ['gate', 'in', 'missed', 185, 31, true],
  ['supplier', 'in', 'connected', 231, 849],
  ['london', 'out', 'connected', 300, 135],
  ['taxi', 'out', 'connected', 4070, 48, true],
  ['newYork', 'out', 'no-answer', 4110, 28],
  ['mobile', 'in', 'rejected', 4150, 9, true],
  ['accounting', 'out', 'connected', 4190, 222],
]

const costOf = (who: Who, seconds: number): number => Math.round((rates[destinations[who]] * seconds) / 60)

/** Everything that the pictures show, in one language. */
export function guideData(language: Language): { readonly state: AppState; readonly answers: Answers; readonly message: string } {
  const w = words[language]
  const nameOf = (who: Who): string | null => (who in w ? w[who as keyof typeof w] : null)
  const entries = day.map(([who, way, outcome, ago, seconds, second], i): CallLogEntry => {
    const startedAt = NOW - ago * MINUTE
    const connected = outcome === 'connected'
    return {
      id: `call-guide-${i}`,
      lineId: second ? 'sip_2' : 'sip_1',
      lineLabel: second ? w.home : w.office,
      direction: way === 'in' ? 'incoming' : 'outgoing',
      number: numbers[who],
      name: nameOf(who),
      anonymous: false,
      startedAt,
      connectedAt: connected ? startedAt + 8000 : null,
      endedAt: startedAt + seconds * 1000 + (connected ? 8000 : 0),
      outcome,
      end: null,
      unseen: outcome === 'missed',
      quality: null,
      note: '',
    }
  })
  const history = day.map(([who, way, outcome, , seconds], i): HistoryEntry => {
    const call = entries[i] as CallLogEntry
    const billed = way === 'out' && outcome === 'connected'
    const cost = costOf(who, seconds)
    return {
      id: call.id,
      position: call.startedAt,
      startedAt: call.startedAt,
      call,
      cdr: billed
        ? {
            key: `cdr-${i}`,
            startedAt: call.startedAt,
            seconds,
            mismatch: false,
            number: numbers[who],
            destination: w[destinations[who]],
            amount: euro(cost),
            amountWithTax: euro(Math.round(cost * 1.19)),
            type: 'VOIP',
          }
        : null,
    }
  })
  // four weeks of working days; the last ones are those of the list
  const spent = Array.from({ length: 30 }, (_, i) => ({
    date: new Date(NOW - i * DAY).toISOString().slice(0, 10),
    weekday: new Date(NOW - i * DAY).getUTCDay(),
    i,
  }))
    .filter(({ weekday }) => weekday % 6 !== 0)
    .map(({ date, i }) => ({ date, amount: euro(i === 0 ? 991 : 700 + ((i * 677) % 1900)), calls: i === 0 ? 2 : 2 + (i % 4) }))
  const contacts = (
    [
      ['accounting', true],
      ['desk', true],
      ['supplier', false],
      ['mobile', true],
      ['taxi', true],
      ['gate', false],
    ] as const
  )
    .map(([who, favourite], i) =>
      contactOf(i, w[who], [], { favourite, numbers: [{ kind: who === 'mobile' ? 'mobile' : 'work', number: numbers[who] as string }] }),
    )
    .sort((a, b) => a.name.localeCompare(b.name, language))
  const rate = (number: string, destination: Destination, prefix: string) => ({
    number,
    destination: w[destination],
    price: euro(rates[destination]),
    prefix,
    asOf: NOW,
  })
  const operation = (kind: PaidOperation['kind'], i: number, part: Partial<PaidOperation>): PaidOperation =>
    paidOperationOf(kind, {
      id: `00000000-0000-4000-8000-0000000001${i}${kind.length}`,
      target: numbers.london,
      via: kind === 'callback' ? numbers.mobile : '',
      createdAt: NOW - i * DAY - 95 * MINUTE,
      finishedAt: NOW - i * DAY - 95 * MINUTE + 1000,
      ...part,
    })
  /** Four minutes of both calls, with tax. */
  const billed = ({ target }: PaidOperation) => ({
    calls: 2,
    seconds: 480,
    cost: euro(Math.round(4 * 1.19 * (rates.cell + rates[target === numbers.london ? 'uk' : 'usa']))),
  })
  const base = stateOf()
  const line = (id: string, label: string, userName: string, server: string) =>
    lineOf(id, label, { userName, domain: 'sip.provider.example', transports: ['udp'], registration: { ...registered, server } as typeof registered })
  const lines = [
    line('sip_1', w.office, '+493023125100', 'sip.provider.example:5060'),
    line('sip_2', w.home, '+493023125101', 'sip.provider.example:5060'),
    line('sip_3', w.shop, '+493023125102', 'sip.provider.example:5060'),
  ]
  const state = stateOf({
    settings: { ...defaultSettings, setUp: true, region: 'DE', language, theme: 'light' },
    environment: { ...base.environment, systemLanguages: [language] },
    lines: { lines, defaultLineId: 'sip_1', provisioning: { step: 'fetched', asOf: NOW, error: null, otherTypes: [] } },
    recentCalls: { entries, total: entries.length, unseenMissed: entries.filter((e) => e.unseen).length },
    contacts: contactsOf(contacts),
    services: {
      ...base.services,
      costs: costsState(new Date(NOW).toISOString().slice(0, 10), 90_000),
      ownPhones: [{ label: w.mobile, number: numbers.mobile }],
      paidOperations: [
        operation('callback', 0, { reference: 'C-2', dismissed: true, finishedAt: NOW - 80 * MINUTE }),
        operation('callback', 3, { reference: 'C-1', target: numbers.newYork, dismissed: true }),
        operation('topup', 4, { target: '', balanceBefore: euro(84_000), balanceAfter: euro(284_000) }),
        operation('topup', 32, { target: '', balanceBefore: euro(36_500), balanceAfter: euro(136_500) }),
        operation('sms', 1, { target: numbers.mobile, text: w.message }),
        operation('sms', 5, { target: '+491713920018', text: w.message }),
      ],
      sms: { mailing: null, templates: [w.message] },
    },
  })
  const card = (i: number, cardState: 'usable' | 'blocked', balance: number, loaded: number, checked: number) => ({
    cli: `49171392001${i}`,
    customer: `${w.customer} ${i + 3}`,
    serial: `20411${i}`,
    balance: euro(balance),
    loaded: euro(loaded),
    state: cardState,
    movedTo: null,
    checkedAt: NOW - checked * MINUTE,
    createdAt: NOW - 40 * DAY,
  })
  const shop = (i: number, caller: string, who: Who, seconds: number) => {
    const billedSeconds = Math.ceil(seconds / 60) * 60
    const amount = costOf(who, billedSeconds) * 2
    return {
      startedAt: NOW - (14 + i * 37) * MINUTE,
      caller,
      callee: numbers[who],
      destination: w[destinations[who]],
      seconds,
      billedSeconds,
      amount: euro(amount),
      amountWithTax: euro(Math.round(amount * 1.19)),
    }
  }
  const sold = [
    shop(0, '101', 'london', 412),
    shop(1, '103', 'paris', 95),
    shop(2, '102', 'newYork', 1289),
    shop(3, '101', 'gate', 61),
    shop(4, '104', 'london', 733),
    shop(5, '102', 'mobile', 148),
    shop(6, '103', 'newYork', 302),
  ]
  const initials = [...Map.groupBy(contacts, (c) => initialOf(c.name))].map(([initial, list]) => ({ initial, count: list.length }))
  const answers: Answers = {
    'contacts.overview': { initials },
    'contacts.page': contacts,
    'contacts.get': contacts[0],
    'contacts.search': [],
    ...costAnswers(new Date(NOW).toISOString().slice(0, 10)).days,
    'history.query': {
      entries: history,
      names: [],
      next: null,
    },
    'history.totals': {
      // the list goes on below
      matching: 96,
      total: 96,
      days: spent,
      seconds: 14_527,
    },
    // by the digits after + or 00, see built-page.ts
    rates: Object.fromEntries(
      [
        rate('00442079460018', 'uk', '0044'),
        rate('00442079460958', 'uk', '0044'),
        rate('00493023125110', 'landline', '0049'),
        rate('00491713920042', 'cell', '0049171'),
        rate('0033199001234', 'france', '0033'),
        rate('0012025550147', 'usa', '001'),
        rate('00494066969214', 'landline', '0049'),
        rate('00498999998305', 'landline', '0049'),
        rate('00496990009417', 'landline', '0049'),
      ].map((r) => [r.number.slice(2), r]),
    ),
    // by kind, see built-page.ts
    'sent.page': Object.fromEntries(
      (['topup', 'callback', 'sms', 'card'] as const).map((kind) => [
        kind,
        {
          operations: state.services.paidOperations.flatMap((o) =>
            o.kind === kind ? [{ ...o, billed: kind === 'callback' ? billed(o) : null }] : [],
          ),
          next: null,
          names: [],
        },
      ]),
    ),
    'rates.earlier': [{ id: 1, askedAt: NOW - 3 * DAY, numbers: ['00442079460018', '0012025550147'] }],
    'billing.accessNumbers': {
      dialInFree: { DE: '+498001234567', GB: '+448081570192' },
      dialInLocal: { DE: '+493023125199', FR: '+33199001299', GB: '+442079460199', US: '+12025550199' },
      callbackLocal: { DE: '+493023125198' },
      callbackFree: {},
      personal: '+493023125197',
      asOf: NOW,
    },
    'cards.list': [
      card(0, 'usable', 124_500, 200_000, 31),
      card(1, 'usable', 38_000, 100_000, 55),
      card(2, 'blocked', 50_000, 50_000, 1500),
      card(3, 'usable', 9_400, 150_000, 3100),
    ],
    'billing.callshop': { records: sold, next: null, sums: sumsOf(sold), readAt: NOW, unreadable: 0 },
    'diagnostics.steps': checks(lines.map(({ id, label }) => [id, label] as const)),
    'diagnostics.trace': trace(),
  }
  return { state, answers, message: w.message }
}

/** What main sums of a callshop's records. */
function sumsOf(records: readonly CallshopRecord[]): CallshopSums {
  const sum = (pick: (record: CallshopRecord) => number): number => records.reduce((n, record) => n + pick(record), 0)
  return {
    count: records.length,
    seconds: sum((r) => r.seconds),
    billedSeconds: sum((r) => r.billedSeconds),
    amounts: [euro(sum((r) => r.amount?.units ?? 0))],
    amountsWithTax: [euro(sum((r) => r.amountWithTax?.units ?? 0))],
  }
}

/** Two calls: one speaks, the other is held. */
export function guideCall(language: Language): AppState['calls'] {
  const w = words[language]
  const common = { direction: 'outgoing', state: 'connected', startedAt: NOW - 410_000, connectedAt: NOW - 402_000 } as const
  const media = { leg: 'up', microphone: 'live', codec: 'G722', silent: false, legId: 1, encryption: 'sdes' } as const
  return [
    callOf({
      ...common,
      focus: true,
      dialled: numbers.accounting.replace('+', '00'),
      remote: { number: numbers.accounting, name: w.accounting, anonymous: false },
      media,
      quality: { mos: 4.2, roundTrip: 38, jitter: 4, loss: 0.002, remoteLoss: 0 },
      // good all along, but for some seconds
      trace: { interval: 2000, values: Array.from({ length: 201 }, (_, i) => (i > 120 && i < 127 ? 3.1 : 4.2 + (i % 5) / 50)) },
    }),
    callOf({
      ...common,
      id: 'call-0002',
      direction: 'incoming',
      startedAt: NOW - 840_000,
      connectedAt: NOW - 832_000,
      hold: { local: true, remote: false, pending: false, failed: false },
      remote: { number: numbers.gate, name: w.gate, anonymous: false },
      media: { ...media, legId: 2 },
    }),
  ]
}
