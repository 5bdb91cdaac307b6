import { noCalls, noContacts, noDesktop, noMessages, noServices } from '../domain/empty.ts'
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
