import type { TFunction } from 'i18next'
import type { CallEnd, CallView } from '../../../../shared/domain/call.ts'
import type { StatusDotState } from '../../components/status-dot.tsx'

/** A call's state as a word or sentence. */
export function stateText(t: TFunction, call: CallView): string {
  switch (call.state) {
    case 'calling':
      return t('call.calling')
    case 'ringing':
      return t(call.direction === 'incoming' ? 'call.answering' : 'call.remoteRinging')
    case 'connected':
      if (call.conference) return t('call.inConference')
      if (call.consultFor !== null && !call.hold.local) return t('call.asking')
      return t(call.hold.local ? 'call.held' : call.hold.remote ? 'call.heldBy' : 'call.connected')
    case 'ended':
      return t(`end.${call.end?.code ?? 'failed'}`)
  }
}

export type CallLook = { readonly dot: StatusDotState; readonly tone: 'live' | 'pending' | 'quiet' | 'bad' }

/** Ends that one of the parties chose: no failure, and not shown as one. */
const wanted: readonly CallEnd['code'][] = [
  'hung-up-here',
  'hung-up-there',
  'cancelled',
  'rejected-here',
  'answered-elsewhere',
  'transferred',
  'replaced',
  'redirected',
]

/** How a call's state looks: green only while both sides can hear each other. */
export function callLook(call: CallView): CallLook {
  if (call.state === 'ended') return { dot: 'off', tone: call.end && wanted.includes(call.end.code) ? 'quiet' : 'bad' }
  if (call.state !== 'connected') return { dot: 'ringing', tone: 'pending' }
  if (call.reconnectingSince !== null) return { dot: 'connecting', tone: 'pending' }
  if (!call.conference && (call.hold.local || call.hold.remote)) return { dot: 'held', tone: 'pending' }
  return { dot: 'in-call', tone: 'live' }
}
