import type { LineReason } from '../../../shared/domain/line.ts'

/**
 * Our Contact among those of a 2xx (RFC 3261 10.2.4), which servers write with another address: known by its user, or by being
 * alone; "" for none.
 */
export function ownContact(contacts: readonly string[], contact: string): string {
  const user = contact.replace(/@.*$/, '@')
  return contacts.find((c) => c.includes(contact)) ?? contacts.find((c) => c.includes(user)) ?? (contacts.length === 1 ? contacts[0] : null) ?? ''
}

/** A server in trouble may be back at any moment; one that refuses will not have changed its mind in seconds. */
export const mayPass = (status: number): boolean => status === 408 || (status >= 500 && status < 600)

export function reasonOf(status: number, text: string): LineReason {
  const detail = `${status} ${text}`
  // sip.js reports its own time-out as 408 and a transport error as 503
  if (status === 408) return { code: 'no-answer', status: null, detail }
  if (status === 429) return { code: 'too-many-requests', status, detail }
  return { code: status >= 500 ? 'server-error' : 'other', status: status >= 100 && status <= 699 ? status : null, detail }
}

/** Without control characters of the server's text, at most 300 characters. */
export const tidy = (reason: LineReason): LineReason => ({ ...reason, detail: reason.detail.replace(/\p{C}/gu, ' ').slice(0, 300) })
