import type { CallView } from '../../../shared/call.ts'
import type { Outgoing } from './call.ts'

/** A call that has just begun, as it looks from outside. */
export function newView(id: string, lineId: string, outgoing: Outgoing | null): CallView {
  const dialled = outgoing?.target ?? ''
  return {
    id,
    lineId,
    direction: outgoing ? 'outgoing' : 'incoming',
    state: outgoing ? 'calling' : 'ringing',
    earlyMedia: false,
    remote: { number: dialled, name: null, anonymous: false },
    dialled,
    startedAt: Date.now(),
    ringingAt: null,
    connectedAt: null,
    endedAt: null,
    hold: { local: false, remote: false, pending: false, failed: false },
    muted: false,
    tonesSent: '',
    tonesReceived: '',
    media: { leg: 'none', legId: null, microphone: 'off', codec: null, silent: false, encryption: 'none' },
    end: null,
    focus: false,
    conference: false,
    consultFor: outgoing?.consultFor ?? null,
    transfer: null,
    referral: null,
    autoAnswerAt: null,
    hidden: outgoing?.hidden ?? false,
    reconnectingSince: null,
    quality: null,
    silenced: false,
    recording: null,
    contact: null,
  }
}
