import type { TFunction } from 'i18next'
import type { CallLogEntry, CallView } from '../../../../shared/call.ts'

type Party = Pick<CallView, 'remote' | 'contact'> | Pick<CallLogEntry, 'number' | 'name' | 'anonymous'>

/** The other side in a word: the contact's name, what the call says, else the number, else what is known of it. */
export function partyName(t: TFunction, party: Party): string {
  const { number, name, anonymous } = 'remote' in party ? { ...party.remote, name: party.contact?.name ?? party.remote.name } : party
  if (anonymous) return t('in.anonymous')
  return name || number || t('in.unknown')
}
