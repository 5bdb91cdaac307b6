import type { SipTraceMessage } from '../../../shared/diagnostics.ts'
import type { LineService } from '../account/line-service.ts'
import type { Log } from '../log.ts'
import type { CallService } from './call-service.ts'
import type { PhoneEvent } from './phone-process.ts'

export type PhoneEventParts = {
  readonly lines: Pick<LineService, 'registrationChanged' | 'voicemailChanged'>
  readonly calls: Pick<CallService, 'callChanged' | 'callGone' | 'mediaRequested'>
  readonly onSip: (message: SipTraceMessage) => void
  readonly log: Log
}

/** Hands each event of the phone process to the part that owns the matter. */
export function handOnPhoneEvent(event: PhoneEvent, { lines, calls, onSip, log }: PhoneEventParts): void {
  switch (event.channel) {
    case 'phone.registration':
      return lines.registrationChanged(event.payload.lineId, event.payload.registration, event.payload.passwordIndex)
    case 'phone.call':
      return calls.callChanged(event.payload)
    case 'phone.callGone':
      return calls.callGone(event.payload.callId)
    case 'phone.mediaRequest':
      return calls.mediaRequested(event.payload.id, event.payload.request)
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
