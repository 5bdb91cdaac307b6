import { noCalls } from '../domain/call.ts'
import { noContacts } from '../domain/contact.ts'
import { noDesktop } from '../domain/desktop.ts'
import { noMessages } from '../domain/message.ts'
import { noServices } from '../domain/services.ts'
import type { AppState } from './ipc.ts'

/** What there is of an account before it is open: no line, no call. */
export const emptyState: Omit<AppState, 'environment' | 'settings' | 'account' | 'recordings' | 'storage'> = {
  lines: { lines: [], defaultLineId: null, provisioning: { step: 'idle', asOf: null, error: null, otherTypes: [] } },
  calls: [],
  callSpending: [],
  recentCalls: noCalls,
  services: noServices,
  contacts: noContacts,
  messages: noMessages,
  desktop: noDesktop,
}
