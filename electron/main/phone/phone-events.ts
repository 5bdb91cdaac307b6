import type { CallsLeftOut } from '../../../shared/domain/call.ts'
import type { SipTraceMessage } from '../../../shared/domain/diagnostics.ts'
import type { CallService } from '../calls/call-service.ts'
import type { LineService } from '../lines/line-service.ts'
import type { Log } from '../log.ts'
import type { PhoneEvent } from './phone-process.ts'

type Payload<C extends PhoneEvent['channel']> = Extract<PhoneEvent, { channel: C }>['payload']

export type PhoneEventParts = {
  readonly lines: Pick<LineService, 'registrationChanged' | 'voicemailChanged'>
  readonly calls: Pick<CallService, 'callChanged' | 'callGone' | 'mediaToPage'>
  readonly onCallsLeftOut: (leftOut: CallsLeftOut) => void
  readonly onMessage: (message: Payload<'phone.message'>) => void
  readonly onMessageSent: (sent: Payload<'phone.messageSent'>) => void
  readonly onSip: (message: SipTraceMessage) => void
  readonly log: Log
}

/** Passes each event of the phone process to the part that owns the matter. */
export function dispatchPhoneEvent(event: PhoneEvent, { lines, calls, onCallsLeftOut, onMessage, onMessageSent, onSip, log }: PhoneEventParts): void {
  switch (event.channel) {
    case 'phone.registration':
      return lines.registrationChanged(event.payload.lineId, event.payload.registration, event.payload.passwordIndex)
    case 'phone.call':
      return calls.callChanged(event.payload)
    case 'phone.callGone':
      return calls.callGone(event.payload.callId)
    case 'phone.callsLeftOut':
      return onCallsLeftOut(event.payload)
    case 'phone.mediaToPage':
      return calls.mediaToPage(event.payload)
    case 'phone.message':
      return onMessage(event.payload)
    case 'phone.messageSent':
      return onMessageSent(event.payload)
    case 'phone.voicemail':
      return lines.voicemailChanged(event.payload.lineId, event.payload.voicemail)
    case 'phone.sip':
      return onSip(event.payload)
    case 'phone.log': {
      const { level, text } = event.payload
      return log[level === 'debug' ? 'info' : level](`phone: ${text}`)
    }
    default:
      return event satisfies never
  }
}
