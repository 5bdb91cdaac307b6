import type { PhoneMemory } from '../../../shared/contract/phone.ts'
import type { Line } from '../line/line.ts'
import type { CallAudio, CallAudioEvents } from '../media/call-audio.ts'
import type { Call } from './call.ts'

export type CallOptions = {
  readonly id: string
  readonly line: Line
  readonly createAudio: (line: Line, events: CallAudioEvents) => CallAudio
  readonly onChange: (call: Call) => void
  /** The call is over here, but its BYE or CANCEL did not reach the far end: the dialog is to be ended later. */
  readonly onNotEnded: (dialog: PhoneMemory['dialogs'][number]) => void
  readonly log: (text: string) => void
}
