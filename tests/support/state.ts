// A state of the app to test parts of main and page against: signed in, two lines, nothing going on.

import type { AppState } from '../../shared/contract/ipc.ts'
import { type CallView, callViewSchema } from '../../shared/domain/call.ts'
import { type Contact, type ContactsState, contactSchema } from '../../shared/domain/contact.ts'
import { notManaged } from '../../shared/domain/desktop.ts'
import { noContacts, noDesktop, noMessages, noRecordings, noServices } from '../../shared/domain/empty.ts'
import { type Line, lineSchema, type Registration } from '../../shared/domain/line.ts'
import { defaultPreferences } from '../../shared/domain/line-preferences.ts'
import type { PaidOperation } from '../../shared/domain/paid-operation.ts'
import { emptyTrace } from '../../shared/domain/quality-trace.ts'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { storageReady } from '../../shared/domain/storage-state.ts'

const NOW = Date.UTC(2026, 10, 23, 13, 31)

export const registered: Registration = {
  state: 'registered',
  since: NOW,
  expiresAt: NOW + 600_000,
  transport: 'udp',
  localPort: 5060,
  server: '127.0.0.1:5060',
}
export const unreachable: Registration = {
  state: 'unreachable',
  since: NOW,
  reason: { code: 'no-answer', status: null, detail: '' },
  retryAt: null,
  certificate: null,
}

export const lineOf = (id: string, label: string, part: Partial<Line> = {}): Line =>
  lineSchema.parse({
    id,
    label,
    userName: `10${id.length}`,
    domain: 'sip.example',
    enabled: true,
    transports: ['udp'],
    dialling: { prefix: '49', escapePlus: true, forbidSelfCall: false },
    passwordOverridden: false,
    webSocketAddress: null,
    pinnedCertificate: null,
    facts: [],
    preferences: defaultPreferences,
    voicemail: null,
    registration: registered,
    ...part,
  })

/** One that the provider took; `via` is the first phone of a callback. */
export const paidOperationOf = (kind: PaidOperation['kind'], part: Partial<PaidOperation> = {}): PaidOperation => ({
  id: '00000000-0000-4000-8000-000000000001',
  kind,
  target: kind === 'topup' ? '' : '+442079460018',
  via: kind === 'callback' ? '+491713920042' : '',
  amount: null,
  state: 'done',
  createdAt: NOW - 60_000,
  finishedAt: NOW - 50_000,
  failure: null,
  balanceBefore: null,
  balanceAfter: null,
  reference: null,
  stopped: false,
  dismissed: false,
  text: '',
  ...part,
})

export const callOf = (part: Partial<CallView> = {}): CallView =>
  callViewSchema.parse({
    id: 'call-0001',
    lineId: 'sip_1',
    direction: 'incoming',
    state: 'ringing',
    earlyMedia: false,
    remote: { number: '+4915123456789', name: null, anonymous: false },
    dialled: '',
    startedAt: NOW,
    ringingAt: NOW,
    connectedAt: null,
    endedAt: null,
    hold: { local: false, remote: false, pending: false, failed: false },
    muted: false,
    tonesSent: '',
    tonesReceived: '',
    media: { leg: 'none', microphone: 'off', codec: null, silent: false, legId: null, encryption: 'none' },
    end: null,
    focus: false,
    conference: false,
    consultFor: null,
    transfer: null,
    referral: null,
    autoAnswerAt: null,
    hidden: false,
    reconnectingSince: null,
    quality: null,
    trace: emptyTrace,
    silenced: false,
    postDial: null,
    recording: null,
    contact: null,
    ...part,
  })

export const stateOf = (part: Partial<AppState> = {}): AppState => ({
  environment: {
    platform: 'linux',
    appVersion: '0.1.0',
    parts: 'Electron 0',
    systemLanguages: ['en'],
    systemRegion: 'DE',
    phone: 'running',
    managed: notManaged,
  },
  settings: defaultSettings,
  account: {
    session: {
      state: 'signed-in',
      accountId: 'https://provider.example user',
      providerAddress: 'https://provider.example',
      userName: 'user',
      kept: true,
      accounts: [],
      clockOffset: 0,
      apiError: null,
    },
    remembered: [],
    keychain: 'ready',
    balance: { amount: { units: 184_000, currency: 'EUR' }, asOf: NOW, refreshing: false, error: null },
  },
  lines: {
    lines: [lineOf('sip_1', 'Office Berlin'), lineOf('sip_2', 'Home')],
    defaultLineId: 'sip_1',
    provisioning: { step: 'fetched', asOf: NOW, error: null, otherTypes: [] },
  },
  calls: [],
  callSpending: [],
  recentCalls: { entries: [], total: 0, unseenMissed: 0 },
  services: noServices,
  contacts: noContacts,
  recordings: { ...noRecordings, disabled: false },
  messages: noMessages,
  desktop: noDesktop,
  storage: storageReady,
  ...part,
})

/** A contact whose id ends in `n`, all numbers at work. */
export const contactOf = (n: number, name: string, numbers: readonly string[], part: Partial<Contact> = {}): Contact =>
  contactSchema.parse({
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    name,
    note: '',
    favourite: false,
    numbers: numbers.map((number) => ({ kind: 'work', number })),
    ...part,
  })

/** What the page knows at once of these contacts. */
export const contactsOf = (contacts: readonly Contact[]): ContactsState => ({
  revision: 1,
  count: contacts.length,
  favourites: contacts.filter((c) => c.favourite),
  groups: [...new Set(contacts.flatMap((c) => c.groups))].sort(),
  server: null,
  lastImport: null,
  names: contacts.flatMap((c) => c.numbers.map(({ number }) => ({ number, contact: { id: c.id, name: c.name, ringtone: c.ringtone } }))),
})

/** Missed calls, newest first. */
export const missedCalls = (...calls: { readonly number: string; readonly name?: string; readonly at?: number }[]): AppState['recentCalls'] => ({
  entries: calls.map(({ number, name = null, at = NOW }, i) => ({
    id: `missed-0${i}`,
    lineId: 'sip_1',
    lineLabel: 'Office Berlin',
    direction: 'incoming',
    number,
    name,
    anonymous: false,
    startedAt: at,
    connectedAt: null,
    endedAt: at + 12_000,
    outcome: 'missed',
    end: null,
    unseen: true,
    quality: null,
    note: '',
  })),
  total: calls.length,
  unseenMissed: calls.length,
})
