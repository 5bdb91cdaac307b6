import type { TFunction } from 'i18next'
import type { CallLogEntry, CallView } from '../../../../shared/call.ts'

type Party = CallView['remote'] | Pick<CallLogEntry, 'number' | 'name' | 'anonymous'>

/** The other side in a word: name, else number, else what is known of it. */
export function partyName(t: TFunction, { number, name, anonymous }: Party): string {
  if (anonymous) return t('in.anonymous')
  return name || number || t('in.unknown')
}
