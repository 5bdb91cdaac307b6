// Every state of every screen, with made-up people and numbers from the ranges set aside for fiction. Longer than 300 lines: one table.

import type { ScreenId, SettingsSection } from '../../renderer/src/state/navigation.ts'
import type { AppState } from '../../shared/contract/ipc.ts'
import type { CallView } from '../../shared/domain/call.ts'
import type { Card } from '../../shared/domain/card.ts'
import type { CardBatch } from '../../shared/domain/card-batch.ts'
import type { Contact } from '../../shared/domain/contact.ts'
import { noContacts, noRecordings } from '../../shared/domain/empty.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { noForward } from '../../shared/domain/forward.ts'
import type { Line } from '../../shared/domain/line.ts'
import type { PaidOperation } from '../../shared/domain/paid-operation.ts'
import type { Recording } from '../../shared/domain/recording.ts'
import { defaultSettings, type Settings } from '../../shared/domain/settings.ts'
import { callOf, contactOf, contactsOf, lineOf, missedCalls, paidOperationOf, stateOf, unreachable } from '../support/state.ts'
import type { Answers } from './bridge.ts'
import { costAnswers, costsState } from './costs-states.ts'
import { messageAnswers } from './message-answers.ts'
import { spendingStates } from './spending-states.ts'

export type GalleryState = {
  readonly id: string
  readonly state: AppState
  readonly screen?: ScreenId
  readonly section?: SettingsSection
  readonly number?: string
  readonly answers?: Answers
  /** What main answers questions about contacts from; a few unless told otherwise. */
  readonly contacts?: readonly Contact[]
}

const NOW = Date.now()
const settings = (part: Partial<Settings> = {}): Settings => ({ ...defaultSettings, setUp: true, region: 'DE', ...part })
const failure = (code: Failure['code'], details?: Failure['details']): Failure => ({
  code,
  message: '',
  retryable: true,
  ...(details ? { details } : {}),
})
const euro = (units: number) => ({ units, currency: 'EUR' })

const base = stateOf({
  lines: {
    lines: [lineOf('sip_1', 'Office Berlin', { userName: '+493023125100' }), lineOf('sip_2', 'Home')],
    defaultLineId: 'sip_1',
    provisioning: { step: 'fetched', asOf: NOW, error: null, otherTypes: [] },
  },
})
const recent: AppState['recentCalls'] = (() => {
  const { entries } = missedCalls({ number: '+493023125110', name: 'Front desk', at: NOW - 600_000 }, { number: '+33199001234', at: NOW - 7_200_000 })
  const one = entries[0] as (typeof entries)[number]
  const done = (id: string, part: Partial<typeof one>): typeof one => ({ ...one, id, unseen: false, ...part })
  return {
    entries: [
      ...entries,
      done('call-000a', {
        number: '+494066969214',
        name: 'Accounting',
        direction: 'outgoing',
        outcome: 'connected',
        startedAt: NOW - 9_000_000,
        connectedAt: NOW - 8_990_000,
        endedAt: NOW - 8_600_000,
      }),
      done('call-000b', {
        number: '+498999998305',
        name: 'Example GmbH, purchasing and logistics, second floor',
        outcome: 'connected',
        startedAt: NOW - 86_400_000,
        connectedAt: NOW - 86_390_000,
        endedAt: NOW - 85_540_000,
      }),
      done('call-000c', {
        number: '+12025550147',
        name: null,
        direction: 'outgoing',
        outcome: 'no-answer',
        startedAt: NOW - 90_000_000,
        endedAt: NOW - 89_980_000,
      }),
      done('call-000d', { number: '+491713920042', name: 'My mobile', outcome: 'rejected', startedAt: NOW - 95_000_000, endedAt: NOW - 94_990_000 }),
    ],
    total: 6,
    unseenMissed: 2,
  }
})()
export const galleryContacts = ['Accounting', 'Front desk', 'Taxi', 'Warehouse gate'].map((name, i) =>
  contactOf(i, name, [`+49302312511${i}`], {
    note: i === 0 ? 'Mondays to Thursdays' : '',
    favourite: i < 3,
    groups: i < 2 ? ['Office'] : [],
    blocked: i === 3,
    line: i === 2 ? { accountId: 'https://provider.example user', lineId: 'sip_2' } : null,
  }),
)
const contacts = contactsOf(galleryContacts)
const cardServer = {
  address: 'https://cloud.example.com/',
  userName: 'alice',
  running: false,
  syncedAt: NOW - 120_000,
  failure: null,
  conflicts: 1,
}
const importPreview = {
  fileName: 'customers.csv',
  format: 'csv',
  encoding: 'windows-1252',
  hasHead: true,
  columns: [
    { name: 'Name', target: 'name', samples: ['Bakery Example', 'Zoë Sample', 'Dr. Weber'] },
    { name: 'Business Phone', target: 'work', samples: ['+49 30 23125120', '', '030 23125122'] },
    { name: 'Mobile Phone', target: 'mobile', samples: ['', '0171 3920042', ''] },
    { name: 'Birthday', target: 'none', samples: ['', '1 April', ''] },
  ],
  counts: { added: 412, merged: 3, skipped: 2 },
}
const importReport = {
  lines: [
    { line: 17, name: 'Newsletter', state: 'skipped', into: null, reasons: ['no-number'] },
    { line: 80, name: 'Accounting', state: 'skipped', into: null, reasons: ['known'] },
    { line: 214, name: 'Front desk of a branch with a long name', state: 'merged', into: 'Front desk', reasons: ['note-cut'] },
  ],
  total: 3,
}
const oddLines: Line[] = [
  lineOf('sip_1', 'Office Berlin', { userName: '1001' }),
  lineOf('sip_2', 'Home', {
    userName: '1002',
    registration: { state: 'refused', since: NOW, reason: { code: 'wrong-password', status: 401, detail: '' } },
  }),
  lineOf('sip_3', 'Warehouse', { userName: '1003', registration: unreachable }),
  lineOf('sip_4', 'Shop', { userName: '1004', registration: { state: 'connecting', since: NOW } }),
  lineOf('sip_5', 'Holiday flat', { userName: '1005', enabled: false, registration: { state: 'off' } }),
]
const app = (part: Partial<AppState> = {}): AppState => stateOf({ settings: settings(), lines: base.lines, recentCalls: recent, contacts, ...part })
const withLines = (lines: Line[], provisioning: AppState['lines']['provisioning'] = base.lines.provisioning): AppState['lines'] => ({
  lines,
  defaultLineId: lines[0]?.id ?? null,
  provisioning,
})
const session = base.account.session
const signedOut = (reason: Failure | null, part: Partial<AppState['account']> = {}): AppState =>
  stateOf({ settings: settings(), account: { ...base.account, session: { state: 'signed-out', reason }, ...part } })
const remembered = [
  { id: 'https://provider.example user', providerAddress: 'https://provider.example', userName: 'user', staySignedIn: true, lastUsed: NOW },
]

/** Good for most of the call, with a hold and a short drop. */
const trace: CallView['trace'] = {
  interval: 4000,
  values: Array.from({ length: 100 }, (_none, i) =>
    i < 1 || (i > 30 && i < 38) ? null : i > 60 && i < 66 ? 2.2 + Math.abs(63 - i) * 0.5 : 4.2 + (i % 7) / 35,
  ),
}
const up: Partial<CallView> = {
  direction: 'outgoing',
  state: 'connected',
  focus: true,
  dialled: '00494066969214',
  remote: { number: '+494066969214', name: 'Accounting', anonymous: false },
  startedAt: NOW - 410_000,
  connectedAt: NOW - 402_000,
  media: { leg: 'up', microphone: 'live', codec: 'G722', silent: false, legId: 1, encryption: 'none' },
  quality: { mos: 4.2, roundTrip: 38, jitter: 4, loss: 0.002, remoteLoss: 0 },
  trace,
}
const call = (part: Partial<CallView> = {}): CallView => callOf({ ...up, ...part })
const over = call({ state: 'ended', focus: false, endedAt: NOW, end: { code: 'hung-up-here', status: null, text: '', redirect: null } })
const inCall = (id: string, ...calls: CallView[]): GalleryState => ({ id: `call-${id}`, state: app({ calls }) })
const hold = { local: false, remote: false, pending: false, failed: false }

const paidOperation = (state: PaidOperation['state'], kind: PaidOperation['kind'], part: Partial<PaidOperation> = {}): PaidOperation =>
  paidOperationOf(kind, {
    id: `00000000-0000-4000-8000-0000000000${kind.length}${state.length}`,
    amount: euro(890),
    state,
    createdAt: NOW - 60_000,
    finishedAt: state === 'pending' ? null : NOW - 50_000,
    failure: state === 'refused' ? failure('pin-invalid') : null,
    balanceBefore: euro(184_000),
    balanceAfter: state === 'done' ? euro(284_000) : null,
    ...part,
  })
/** What main has of what a state shows everywhere, callbacks with their costs. */
const sentPage = (operations: readonly PaidOperation[]) => ({
  'sent.page': {
    operations: operations.map((o) => ({
      ...o,
      billed: o.kind === 'callback' && o.state === 'done' ? { calls: 2, seconds: 120, cost: euro(2069) } : null,
    })),
    next: { createdAt: NOW - 90 * 86_400_000, id: 'older' },
  },
})
const smsText = 'Your order is ready. You can collect it today until six.'
const everythingSent = [
  paidOperation('done', 'topup'),
  paidOperation('refused', 'topup'),
  paidOperation('done', 'sms', { text: smsText }),
  paidOperation('unknown', 'sms', { text: smsText, failure: failure('provider-timeout') }),
  paidOperation('done', 'callback', { stopped: true }),
  paidOperation('done', 'card', { via: 'Jörg & Söhne', target: '+491713920043' }),
]
const mailing = (part: Partial<NonNullable<AppState['services']['sms']['mailing']>>): AppState['services']['sms'] => {
  const recipients = ['+491713920042', '+442079460018', '+14155550123'].map((number, i) => ({
    id: `00000000-0000-4000-8000-00000000010${i}`,
    number,
  }))
  return {
    mailing: { text: smsText, recipients, waiting: recipients.slice(1).map(({ id }) => id), sending: true, failure: null, ...part },
    templates: [smsText, 'Please call back.'],
  }
}
const services = (part: Partial<AppState['services']>): AppState['services'] => ({ ...base.services, ...part })
const phones = [{ label: 'My mobile', number: '+491713920042' }]

const cdr = (i: number) => ({
  key: `k${i}`,
  startedAt: NOW - i * 8_000_000,
  seconds: 60 * i + 7,
  mismatch: i === 3,
  number: '+494066969214',
  destination: 'Germany, landline',
  amount: euro(150 * i),
  amountWithTax: euro(179 * i),
  type: i % 2 ? 'VOIP' : 'CALLTHROUGH',
})
const today = new Date(NOW).toISOString().slice(0, 10)
const history: Answers = {
  'callLog.trace': trace,
  'history.query': {
    entries: [1, 2, 3, 4].map((i) => ({
      id: `h${i}`,
      position: 5 - i,
      startedAt: NOW - i * 8_000_000,
      call: recent.entries[i + 1] ?? null,
      cdr: i === 4 ? null : cdr(i),
    })),
    next: null,
  },
  'history.totals': { matching: 4, total: 6, days: [{ date: today, amount: euro(1234), calls: 3 }], seconds: 420 },
  'history.choices': { lines: [{ id: 'sip_1', label: 'Office Berlin' }], kinds: ['VOIP', 'CALLTHROUGH'], destinations: ['Germany, landline'] },
}
const noHistory: Answers = { 'history.query': { entries: [], next: null }, 'history.totals': { matching: 0, total: 0, days: [], seconds: 0 } }
const rate = { number: '00442079460018', destination: 'United Kingdom, landline', price: euro(890), prefix: '44', asOf: NOW }
const cardOrder: CardBatch = {
  id: '00000000-0000-4000-8000-000000000009',
  createdAt: NOW - 600_000,
  count: 1000,
  total: euro(50_000_000),
  states: { waiting: 680, done: 312, refused: 3, unknown: 2, absent: 3 },
  running: 'create',
  failure: null,
}
const known: Answers = { 'rates.ask': { rates: [rate], error: null } }
const card = (cli: string, state: Card['state']) => ({
  cli,
  customer: 'Customer 10',
  serial: '204118',
  balance: state === 'unchecked' ? null : euro(1000),
  loaded: euro(50_000),
  state,
  movedTo: null,
  checkedAt: state === 'unchecked' ? null : NOW - 3_600_000,
  createdAt: NOW - 86_400_000,
})
const noCallshop = {
  records: [],
  next: null,
  sums: { count: 0, seconds: 0, billedSeconds: 0, amounts: [], amountsWithTax: [] },
  readAt: NOW,
  unreadable: 0,
} as const
const refusedArea = { access: 'refused', ownUser: null, hidden: false } as const
const request = (part: Partial<NonNullable<AppState['desktop']['request']>>): AppState['desktop'] => ({
  ...base.desktop,
  request: {
    id: '00000000-0000-4000-8000-000000000042',
    number: '+442079460018',
    choices: [],
    origin: 'link',
    original: 'tel:+44(0)20-79460018',
    ordinary: false,
    ...part,
  },
})
const keys = (['answer', 'reject', 'end', 'mute', 'open', 'dial-clipboard'] as const).map((id, i) => ({
  id,
  keys: `CommandOrControl+Alt+${'AREMDV'[i]}`,
  state: i === 3 ? ('taken' as const) : ('on' as const),
}))
const desktopPage = (id: string, part: Partial<AppState['desktop']>, more: Partial<AppState> = {}): GalleryState => ({
  id: `settings-desktop-${id}`,
  state: app({ desktop: { ...base.desktop, tray: true, keys, ...part }, ...more }),
  screen: 'settings',
  section: 'desktop',
})
const recordingOf = (id: number, part: Partial<Recording> = {}): Recording => ({
  ...{ id, callId: `call-000${id}`, number: '+493023125119', name: id % 2 ? 'Anna Example' : null, startedAt: NOW - (9 - id) * 3_600_000 },
  ...{ seconds: 274, path: `/home/anna/Documents/Dialdesk/${id}.wav`, running: false, ...part },
})
/** The newest recordings, and older ones behind them where there are any. */
const recordingPage = (...recordings: Recording[]): Answers => ({
  'recordings.page': { recordings, next: recordings.length ? { startedAt: 1, id: 1 } : null },
})
const settingsPage = (section: SettingsSection, state = app(), suffix = ''): GalleryState => ({
  id: `settings-${section}${suffix}`,
  state,
  screen: 'settings',
  section,
})
const certificate = {
  host: 'sip.example',
  sha256: 'ab'.repeat(32),
  subject: 'CN=sip.example',
  issuer: 'CN=sip.example',
  validFrom: NOW - 86_400_000,
  validTo: NOW + 86_400_000,
  names: ['sip.example'],
  problem: 'self-signed' as const,
  replaces: null,
}

export const states: readonly GalleryState[] = [
  { id: 'sign-in', state: signedOut(null) },
  { id: 'sign-in-remembered', state: signedOut(null, { remembered }) },
  { id: 'sign-in-wrong', state: signedOut(failure('wrong-credentials'), { remembered }) },
  { id: 'sign-in-clock', state: signedOut(failure('clock-wrong', { seconds: 620 })) },
  { id: 'sign-in-unreachable', state: signedOut(failure('provider-unreachable')) },
  { id: 'sign-in-secrets-left', state: signedOut(failure('secrets-left'), { remembered }) },
  { id: 'sign-in-keychain', state: signedOut(failure('keychain-no-service'), { keychain: 'no-service' }) },
  {
    id: 'sign-in-busy',
    state: stateOf({
      settings: settings(),
      account: { ...base.account, session: { state: 'signing-in', accountId: 'https://provider.example user', since: NOW } },
    }),
  },
  { id: 'first-run-country', state: app({ settings: settings({ setUp: false, region: 'system' }), desktop: { ...base.desktop, tray: true } }) },
  { id: 'first-run', state: app({ settings: settings({ setUp: false }), lines: withLines(oddLines) }) },

  { id: 'phone', state: app() },
  { id: 'phone-number', state: app(), number: '+442079460018', answers: known },
  { id: 'phone-no-rate', state: app(), number: '+442079460018', answers: { 'rates.ask': { rates: [{ ...rate, price: null }], error: null } } },
  { id: 'phone-rate-failed', state: app(), number: '+442079460018', answers: { 'rates.ask': { rates: [null], error: failure('provider-timeout') } } },
  { id: 'phone-emergency', state: app(), number: '112' },
  { id: 'phone-empty', state: app({ recentCalls: base.recentCalls, contacts: noContacts }) },
  { id: 'phone-no-line', state: app({ lines: withLines([]) }) },
  {
    id: 'phone-connecting',
    state: app({
      lines: withLines([lineOf('sip_1', 'Office Berlin', { registration: { state: 'connecting', since: NOW } })], {
        step: 'fetching',
        asOf: null,
        error: null,
        otherTypes: [],
      }),
    }),
  },
  {
    id: 'phone-offline',
    state: app({
      lines: withLines([lineOf('sip_1', 'Office Berlin', { registration: unreachable })]),
      account: {
        ...base.account,
        session: session.state === 'signed-in' ? { ...session, apiError: failure('provider-unreachable') } : session,
        balance: { ...base.account.balance, error: failure('provider-unreachable') },
      },
    }),
  },
  {
    id: 'phone-do-not-disturb',
    state: app({ settings: settings({ calls: { ...defaultSettings.calls, doNotDisturb: { until: NOW + 3_600_000 } } }) }),
  },
  {
    id: 'phone-headset',
    state: app({
      settings: settings({
        audio: { ...defaultSettings.audio, microphone: 'usb', names: { microphone: 'USB headset', speaker: 'USB headset', ringer: '' } },
      }),
    }),
  },
  { id: 'phone-restarting', state: app({ environment: { ...base.environment, phone: 'restarting' } }) },
  {
    id: 'phone-records-damaged',
    state: app({
      storage: {
        database: {
          state: 'set-aside',
          path: '/home/user/.config/Dialdesk/accounts/0123456789abcdef.damaged-1.db',
          calls: 1204,
          records: 980,
          contacts: 37,
          complete: false,
        },
        contacts: { state: 'ready' },
        settings: 'saved',
        exporting: null,
        settingsDamage: null,
      },
    }),
  },
  {
    id: 'phone-disk-full',
    state: app({
      storage: {
        database: { state: 'in-memory', reason: 'full' },
        contacts: { state: 'in-memory', reason: 'full' },
        settings: 'full',
        exporting: null,
        settingsDamage: { path: '/home/user/.config/Dialdesk/settings.damaged-1764000000000.json', kept: 'some' },
      },
    }),
  },
  { id: 'phone-failed', state: app({ environment: { ...base.environment, phone: 'failed' } }) },
  {
    id: 'phone-voicemail',
    state: app({
      lines: withLines([lineOf('sip_1', 'Office Berlin', { voicemail: { waiting: true, fresh: 2, old: 1, account: null } })]),
    }),
  },
  {
    id: 'phone-certificate',
    state: app({ lines: withLines([lineOf('sip_1', 'Office Berlin', { registration: { ...unreachable, certificate } as never })]) }),
  },
  { id: 'phone-incoming', state: app({ calls: [callOf()] }), screen: 'rates' },
  { id: 'link', state: app({ desktop: request({}) }), answers: known },
  {
    id: 'link-several',
    state: app({
      desktop: request({
        number: '030 23125110',
        choices: ['030 23125110', '0170 1234567'],
        origin: 'clipboard',
        original: 'Office 030 23125110, mobile 0170 1234567',
      }),
    }),
    answers: known,
  },
  {
    id: 'link-ordinary',
    state: app({ desktop: request({ number: '+493023125110', original: 'tel:+493023125110', ordinary: true }) }),
    answers: known,
  },
  { id: 'link-emergency', state: app({ desktop: request({ number: '112', original: 'tel:112' }) }) },
  {
    id: 'link-no-line',
    state: app({
      desktop: request({ origin: 'clipboard', original: 'Reach us: +44 20 7946 0018!' }),
      lines: withLines([lineOf('sip_1', 'Office Berlin', { registration: unreachable })]),
    }),
    answers: known,
  },

  inCall('calling', call({ state: 'calling', connectedAt: null, quality: null })),
  inCall('ringing', call({ state: 'ringing', connectedAt: null, ringingAt: NOW, quality: null })),
  inCall('connected', call()),
  inCall('encrypted', call({ media: { ...(up.media as CallView['media']), encryption: 'sdes' }, tonesSent: '12#', recording: 1 })),
  {
    id: 'call-recording-broken-off',
    state: app({ calls: [call()], recordings: { ...noRecordings, brokenOff: call().id, disabled: false } }),
  },
  inCall('muted', call({ muted: true })),
  inCall('held', call({ hold: { ...hold, local: true } })),
  inCall('held-there', call({ hold: { ...hold, remote: true } })),
  inCall('hold-failed', call({ hold: { ...hold, failed: true } })),
  inCall(
    'silent',
    call({
      media: { ...(up.media as CallView['media']), silent: true },
      quality: { mos: 1.4, roundTrip: 900, jitter: 120, loss: 0.4, remoteLoss: 0.1 },
    }),
  ),
  inCall('reconnecting', call({ reconnectingSince: NOW - 7000 })),
  inCall('microphone-denied', call({ media: { ...(up.media as CallView['media']), microphone: 'denied' } })),
  inCall(
    'second',
    call(),
    callOf({ id: 'call-0002', lineId: 'sip_2', remote: { number: '+496990009417', name: 'Warehouse gate', anonymous: false } }),
  ),
  inCall(
    'two',
    call(),
    call({
      id: 'call-0002',
      focus: false,
      hold: { ...hold, local: true },
      remote: { number: '+496990009417', name: 'Warehouse gate', anonymous: false },
    }),
  ),
  inCall(
    'conference',
    call({ conference: true }),
    call({ id: 'call-0002', conference: true, remote: { number: '+496990009417', name: 'Warehouse gate', anonymous: false } }),
  ),
  inCall(
    'consult',
    call({ hold: { ...hold, local: true }, focus: false }),
    call({ id: 'call-0002', consultFor: 'call-0001', remote: { number: '+496990009417', name: 'Warehouse gate', anonymous: false } }),
  ),
  inCall('transfer-failed', call({ transfer: { kind: 'blind', state: 'failed', target: '+496990009417', status: 486 } })),
  inCall('asked-elsewhere', call({ referral: { number: '+496990009417', name: 'Warehouse gate' } })),
  {
    ...inCall(
      'busy',
      call({ state: 'ended', connectedAt: null, endedAt: NOW, end: { code: 'busy', status: 486, text: 'Busy Here', redirect: null }, quality: null }),
    ),
    answers: known,
  },
  {
    ...inCall('over', over),
    answers: {
      'rates.ask': { rates: [{ number: '004940', destination: 'Germany, landline', price: euro(180), prefix: '49', asOf: NOW }], error: null },
      'history.query': {
        entries: [
          {
            id: over.id,
            position: 1,
            startedAt: over.startedAt,
            call: { ...(recent.entries[2] as (typeof recent.entries)[number]), id: over.id },
            cdr: {
              key: 'k',
              startedAt: over.startedAt,
              seconds: 402,
              mismatch: false,
              number: '+494066969214',
              destination: 'Germany, landline',
              amount: euro(1206),
              amountWithTax: null,
              type: 'VOIP',
            },
          },
        ],
        next: null,
      },
    },
  },
  inCall('over-number', { ...over, remote: { number: '+442079460018', name: null, anonymous: false }, dialled: '00442079460018' }),
  inCall(
    'redirected',
    call({
      state: 'ended',
      connectedAt: null,
      endedAt: NOW,
      end: { code: 'redirected', status: 302, text: '', redirect: '+496990009417' },
      quality: null,
    }),
  ),
  { id: 'call-elsewhere', state: app({ calls: [call()] }), screen: 'contacts' },

  { id: 'calls', state: app(), screen: 'calls', answers: history },
  {
    id: 'calls-deleted',
    state: app({ services: services({ history: { ...base.services.history, deletions: [{ id: 1, count: 12, until: NOW + 10_000 }] } }) }),
    screen: 'calls',
    answers: history,
  },
  { id: 'calls-empty', state: app({ recentCalls: base.recentCalls }), screen: 'calls', answers: noHistory },
  {
    id: 'calls-reading',
    state: app({
      services: services({
        history: { running: { done: 3, of: 30 }, asOf: NOW, error: null, unreadable: 0, capped: [], exporting: null, deletions: [], revision: 1 },
      }),
    }),
    screen: 'calls',
    answers: history,
  },
  {
    id: 'calls-failed',
    state: app({
      services: services({
        history: {
          running: null,
          asOf: NOW,
          error: failure('provider-timeout'),
          unreadable: 0,
          capped: [],
          exporting: null,
          deletions: [],
          revision: 1,
        },
      }),
    }),
    screen: 'calls',
    answers: history,
  },
  {
    id: 'calls-incomplete',
    state: app({ services: services({ history: { ...base.services.history, asOf: NOW, unreadable: 3, capped: ['2026-11-20'] } }) }),
    screen: 'calls',
    answers: history,
  },
  { id: 'costs', state: app({ services: services({ costs: costsState(today, 90_000) }) }), screen: 'costs', answers: costAnswers(today).days },
  {
    id: 'costs-near',
    state: app({ services: services({ costs: costsState(today, 165_000) }) }),
    screen: 'costs',
    answers: costAnswers(today).destinations,
  },
  { id: 'costs-used', state: app({ services: services({ costs: costsState(today, 231_000) }) }), screen: 'costs', answers: costAnswers(today).lines },
  { id: 'costs-contacts', state: app(), screen: 'costs', answers: costAnswers(today).contacts },
  { id: 'costs-months', state: app(), screen: 'costs', answers: costAnswers(today).months },
  { id: 'costs-none', state: app(), screen: 'costs', answers: costAnswers(today).none },
  { id: 'contacts', state: app(), screen: 'contacts' },
  { id: 'contacts-empty', state: app({ contacts: noContacts }), screen: 'contacts', contacts: [] },
  { id: 'contacts-new', state: app(), screen: 'contacts', number: '+4915123456789' },
  {
    id: 'contacts-import',
    state: app({ contacts: { ...contacts, lastImport: { added: 412, merged: 3 } } }),
    screen: 'contacts',
    answers: { 'contacts.chooseImport': importPreview, 'contacts.previewImport': importPreview, 'contacts.importLines': importReport },
  },
  {
    id: 'contacts-server',
    state: app({ contacts: { ...contacts, server: cardServer } }),
    screen: 'contacts',
    answers: {
      'contacts.conflicts': [
        {
          contactId: galleryContacts[0]?.id,
          mine: galleryContacts[0],
          theirs: contactOf(9, 'Accounting', ['+493023125199'], { note: 'new number' }),
        },
      ],
    },
  },
  {
    id: 'contacts-server-failed',
    state: app({ contacts: { ...contacts, server: { ...cardServer, conflicts: 0, failure: failure('card-server-unreachable') } } }),
    screen: 'contacts',
  },
  { id: 'contacts-file-unreadable', state: app(), screen: 'contacts', answers: { 'contacts.chooseImport': { error: failure('file-unreadable') } } },
  { id: 'rates', state: app(), screen: 'rates', answers: { 'rates.earlier': [] } },
  {
    id: 'rates-earlier',
    state: app(),
    screen: 'rates',
    answers: {
      'rates.earlier': [
        { id: 2, askedAt: NOW, numbers: ['00442079460018', '0049302312511'], name: 'Suppliers', finished: true },
        { id: 1, askedAt: NOW, numbers: ['00442079460018', '0049302312511'], name: null, finished: false },
      ],
    },
  },
  {
    id: 'rates-running',
    state: app({ services: services({ rateLookUp: { id: 1, done: 120, of: 500 } }) }),
    screen: 'rates',
    answers: { 'rates.earlier': [] },
  },
  {
    id: 'callback',
    state: app({
      services: services({
        ownPhones: phones,
        paidOperations: [
          paidOperation('done', 'callback', { reference: 'C-2' }),
          paidOperation('done', 'callback', {
            id: '00000000-0000-4000-8000-000000000001',
            target: '+14155550123',
            createdAt: NOW - 3 * 3_600_000,
            reference: 'C-1',
          }),
        ],
      }),
    }),
    screen: 'callback',
    answers: {
      ...known,
      ...sentPage([
        paidOperation('done', 'callback', { target: '+14155550123', createdAt: NOW - 3 * 3_600_000, stopped: true }),
        paidOperation('refused', 'callback', { createdAt: NOW - 5 * 3_600_000, failure: failure('not-allowed') }),
      ]),
    },
  },
  { id: 'callback-phone', state: app({ services: services({ ownPhones: phones }) }), screen: 'callback', answers: known },
  { id: 'callback-none', state: app(), screen: 'callback' },
  {
    id: 'callback-unknown',
    state: app({ services: services({ ownPhones: phones, paidOperations: [paidOperation('unknown', 'callback')] }) }),
    screen: 'callback',
    answers: known,
  },
  { id: 'topup', state: app(), screen: 'topup' },
  {
    id: 'topup-earlier',
    state: app({
      services: services({ paidOperations: [paidOperation('done', 'topup'), paidOperation('refused', 'topup'), paidOperation('unknown', 'topup')] }),
    }),
    screen: 'topup',
    answers: sentPage([paidOperation('done', 'topup'), paidOperation('refused', 'topup'), paidOperation('unknown', 'topup')]),
  },
  { id: 'messages-empty', state: app(), screen: 'messages', answers: { 'messages.conversations': { conversations: [], names: [] } } },
  { id: 'messages', state: app({ messages: { unseen: 2, revision: 1, newest: null } }), screen: 'messages', answers: messageAnswers },
  { id: 'messages-new', state: app(), screen: 'messages', number: '+442079460018', answers: messageAnswers },
  { id: 'sms-empty', state: app(), screen: 'sms' },
  {
    id: 'sms',
    state: app({ services: services({ paidOperations: [paidOperation('done', 'sms')], sms: { mailing: null, templates: [smsText] } }) }),
    screen: 'sms',
    answers: sentPage([
      paidOperation('done', 'sms', { text: smsText }),
      paidOperation('refused', 'sms', { text: smsText, failure: failure('not-known') }),
    ]),
  },
  { id: 'sms-sending', state: app({ services: services({ sms: mailing({}) }) }), screen: 'sms' },
  {
    id: 'sms-stopped',
    state: app({ services: services({ sms: mailing({ sending: false, failure: failure('provider-unreachable') }) }) }),
    screen: 'sms',
  },
  {
    id: 'access',
    state: app(),
    screen: 'access',
    answers: {
      'billing.accessNumbers': {
        dialInLocal: { DE: '+493023125100' },
        dialInFree: { DE: '+498001234567' },
        callbackLocal: {},
        callbackFree: {},
        personal: '+493023125199',
        asOf: NOW,
      },
    },
  },
  {
    id: 'access-none',
    state: app(),
    screen: 'access',
    answers: { 'billing.accessNumbers': { dialInLocal: {}, dialInFree: {}, callbackLocal: {}, callbackFree: {}, personal: null, asOf: NOW } },
  },
  {
    id: 'cards',
    state: app({ services: { ...base.services, realm: 'made-up' } }),
    screen: 'cards',
    answers: {
      'cards.list': [
        card('491713920018', 'usable'),
        card('491713920019', 'blocked'),
        card('491713920020', 'disabled'),
        card('491713920021', 'unchecked'),
      ],
    },
  },
  {
    id: 'cards-order',
    state: app({ services: services({ cardBatch: cardOrder, cardCheck: { done: 3, of: 12 } }) }),
    screen: 'cards',
    answers: { 'cards.list': [card('491713920018', 'usable')], 'cards.batches': [cardOrder] },
  },
  { id: 'cards-unknown', state: app(), screen: 'cards', answers: { 'cards.list': [card('491713920018', 'unknown')] } },
  { id: 'cards-empty', state: app(), screen: 'cards', answers: { 'cards.list': [] } },
  {
    id: 'cards-refused',
    state: app({ services: services({ areas: { cards: refusedArea, callshop: refusedArea } }) }),
    screen: 'cards',
    answers: { 'cards.list': [] },
  },
  {
    id: 'callshop',
    state: app(),
    screen: 'callshop',
    answers: {
      'billing.callshop': {
        records: [1, 2, 3].map((i) => ({
          startedAt: NOW - i * 1_000_000,
          caller: `10${i}`,
          callee: '+442079460018',
          destination: 'United Kingdom',
          seconds: 61 * i,
          billedSeconds: 60 * i,
          amount: euro(100 * i),
          amountWithTax: euro(119 * i),
        })),
        next: null,
        sums: { count: 3, seconds: 366, billedSeconds: 360, amounts: [euro(600)], amountsWithTax: [euro(714)] },
        readAt: NOW,
        unreadable: 0,
      },
    },
  },
  {
    id: 'callshop-empty',
    state: app(),
    screen: 'callshop',
    answers: { 'billing.callshop': { ...noCallshop, readAt: null } },
  },
  { id: 'callshop-none', state: app(), screen: 'callshop', answers: { 'billing.callshop': noCallshop } },
  {
    id: 'callshop-refused',
    state: app({ services: services({ areas: { cards: refusedArea, callshop: refusedArea } }) }),
    screen: 'callshop',
    answers: { 'billing.callshop': { error: failure('not-allowed') } },
  },
  { id: 'diagnostics', state: app(), screen: 'diagnostics', answers: { 'diagnostics.trace': [] } },
  {
    id: 'diagnostics-crashes',
    state: app(),
    screen: 'diagnostics',
    answers: {
      'diagnostics.trace': [],
      'crashes.list': [
        { name: 'a.dmp', part: 'app', at: NOW - 3_600_000, bytes: 412_000 },
        { name: 'report.1.json', part: 'phone', at: NOW - 86_400_000, bytes: 18_400 },
      ],
    },
  },

  settingsPage('account', app({ account: { ...base.account, remembered } })),
  { ...settingsPage('account', app(), '-sent'), answers: sentPage(everythingSent) },
  settingsPage(
    'account',
    app({
      environment: {
        ...base.environment,
        managed: {
          providerAddress: 'https://login.reseller.example',
          brand: null,
          disabled: ['cards', 'recording'],
          proxy: 'http://proxy.example:3128',
          spending: null,
        },
      },
    }),
    '-managed',
  ),
  settingsPage('lines', app({ lines: withLines(oddLines) })),
  settingsPage('lines', app({ lines: withLines([]) }), '-none'),
  settingsPage('audio'),
  { ...settingsPage('calls'), answers: recordingPage(recordingOf(2, { running: true }), recordingOf(1)) },
  { ...settingsPage('calls', app(), '-no-recordings'), answers: recordingPage() },
  settingsPage(
    'calls',
    app({
      settings: settings({
        calls: {
          ...defaultSettings.calls,
          quietHours: { rules: [{ days: [1, 2, 3, 4, 5], from: 20 * 60, to: 8 * 60 }], begun: null },
          forward: { ...noForward, busy: { to: 'number', number: '+442079460018' }, noAnswer: { to: 'mailbox' } },
        },
      }),
    }),
    '-forwarded',
  ),
  settingsPage(
    'blocked',
    app({
      settings: settings({
        calls: {
          ...defaultSettings.calls,
          unwanted: {
            entries: [
              { kind: 'number', value: '+442079460018', blockedAt: NOW },
              { kind: 'prefix', value: '0900', blockedAt: NOW },
            ],
            anonymous: true,
            answer: 'decline',
          },
        },
      }),
    }),
  ),
  settingsPage('blocked', app(), '-none'),
  settingsPage('calls', app({ recordings: { ...noRecordings, disabled: true } }), '-no-recording'),
  settingsPage('costs', app({ services: services({ costs: costsState(today, 90_000) }) })),
  settingsPage('reseller'),
  settingsPage('general'),
  settingsPage('data', app({ account: { ...base.account, remembered } })),
  settingsPage('about'),
  desktopPage('off', { update: { state: 'off', reason: 'unsigned' } }),
  desktopPage(
    'keys',
    { update: { state: 'downloading', version: '1.2.0', percent: 42 } },
    { settings: settings({ desktop: { ...defaultSettings.desktop, globalKeys: true } }) },
  ),
  ...spendingStates(app(), call({ direction: 'outgoing', dialled: '00442079460018' }), known),
  desktopPage('no-tray', { tray: false, update: { state: 'failed', checkedAt: NOW, reason: 'signature' } }),
]
