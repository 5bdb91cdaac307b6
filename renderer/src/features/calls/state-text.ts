import type { TFunction } from 'i18next'
import type { CallView } from '../../../../shared/domain/call.ts'

/** A call's state as a word or sentence. */
export function stateText(t: TFunction, call: CallView): string {
  switch (call.state) {
    case 'calling':
      return t('call.calling')
    case 'ringing':
      return t('call.remoteRinging')
    case 'connected':
      if (call.conference) return t('call.inConference')
      if (call.consultFor !== null && !call.hold.local) return t('call.asking')
      return t(call.hold.local ? 'call.held' : call.hold.remote ? 'call.heldBy' : 'call.connected')
    case 'ended':
      return t(`end.${call.end?.code ?? 'failed'}`)
  }
}
