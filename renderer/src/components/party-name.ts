import type { TFunction } from 'i18next'
import { type CallLogEntry, type CallView, leftOutCount } from '../../../shared/domain/call.ts'

type Party = Pick<CallView, 'remote' | 'contact'> | Pick<CallLogEntry, 'number' | 'name' | 'anonymous' | 'end'>

/** The remote party's name: the contact's, the one the call carries, else the number, else "anonymous" or "unknown". */
export function partyName(t: TFunction, party: Party): string {
  if (!('remote' in party) && leftOutCount(party)) return t('missed.more', { count: leftOutCount(party) })
  const { number, name, anonymous } = 'remote' in party ? { ...party.remote, name: party.contact?.name ?? party.remote.name } : party
  if (anonymous) return t('in.anonymous')
  return name || number || t('in.unknown')
}
