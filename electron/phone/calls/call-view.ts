import type { CallEnd, CallQuality, CallView } from '../../../shared/domain/call.ts'
import { addToTrace, emptyTrace } from '../../../shared/domain/quality-trace.ts'

/** What is dialled. `target`: user part of the Request-URI; `consultFor`: the call that is to be transferred to it, by id. */
export type Outgoing = { readonly target: string; readonly emergency: boolean; readonly hidden: boolean; readonly consultFor: string | null }

/** The view of a call that has just begun. @param outgoing what is dialled; null for an incoming call */
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
    remoteMuted: false,
    consultFor: outgoing?.consultFor ?? null,
    transfer: null,
    referral: null,
    autoAnswerAt: null,
    hidden: outgoing?.hidden ?? false,
    reconnectingSince: null,
    quality: null,
    trace: emptyTrace,
    silenced: false,
    postDial: null,
    recording: null,
    contact: null,
  }
}

/** What changes in the view when its quality was measured. */
export const measuredView = ({ connectedAt, trace }: CallView, quality: CallQuality): Partial<CallView> => ({
  quality,
  trace: connectedAt === null ? trace : addToTrace(trace, Date.now() - connectedAt, quality.mos),
})

/** What changes in the view when a call ends; all else stays as it was last shown. */
export function endedView({ media }: CallView, end: CallEnd, quality: CallView['quality']): Partial<CallView> {
  return {
    state: 'ended',
    endedAt: Date.now(),
    end,
    focus: false,
    conference: false,
    remoteMuted: false,
    referral: null,
    autoAnswerAt: null,
    reconnectingSince: null,
    quality,
    hold: { local: false, remote: false, pending: false, failed: false },
    media: { ...media, leg: 'none', legId: null, microphone: 'off', silent: false },
  }
}
