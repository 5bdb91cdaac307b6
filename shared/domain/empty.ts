// What there is of an account before it is open. Without schemas, which the first moments of a start do not wait for.
import type { RecentCalls } from './call.ts'
import type { ContactsState } from './contact.ts'
import type { CostsState } from './costs.ts'
import type { DesktopState } from './desktop.ts'
import type { MessagesState } from './message.ts'
import type { Recordings } from './recording.ts'
import type { Services } from './services.ts'
import type { SmsState } from './sms.ts'

export const noCalls: RecentCalls = { entries: [], total: 0, unseenMissed: 0 }
export const noContacts: ContactsState = { revision: 0, count: 0, favourites: [], groups: [], server: null, lastImport: null, names: [] }
export const noDesktop: DesktopState = { tray: false, request: null, keys: [], update: { state: 'off', reason: 'development' } }
export const noMessages: MessagesState = { unseen: 0, revision: 0, newest: null }
export const noRecordings: Omit<Recordings, 'disabled'> = { revision: 0, brokenOff: null }
export const noSms: SmsState = { mailing: null, templates: [] }
export const noCostsState: CostsState = { month: '', months: [], bases: [], notified: [], dismissed: [] }

const area = { access: 'unknown', ownUser: null, hidden: false } as const
export const noServices: Services = {
  paidOperations: [],
  sms: noSms,
  history: { running: null, exporting: null, asOf: null, error: null, unreadable: 0, capped: [], deletions: [], revision: 0 },
  costs: noCostsState,
  areas: { cards: area, callshop: area },
  realm: '',
  ownPhones: [],
  cardsRevision: 0,
  cardBatch: null,
  cardCheck: null,
  rateLookUp: null,
}
