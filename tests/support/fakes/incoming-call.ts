import { type Invitation, SessionState } from 'sip.js'
import { EmitterImpl } from 'sip.js/lib/api/emitter.js'
import type { Line } from '../../../electron/phone/line/line.ts'
import type { CallAudio } from '../../../electron/phone/media/call-audio.ts'
import { defaultPreferences } from '../../../shared/domain/line-preferences.ts'

/** An INVITE as sip.js passes it on. Records the answers, and follows a CANCEL of the caller. */
export function invitationOf(caller: string, headers: Readonly<Record<string, string>> = {}) {
  const stateChange = new EmitterImpl<SessionState>()
  const answered: (number | 'accepted')[] = []
  const invitation = {
    state: SessionState.Initial as SessionState,
    stateChange,
    delegate: undefined as { onCancel?: (cancel: unknown) => void } | undefined,
    replacee: undefined as unknown,
    onInviteRequest: () => {},
    request: {
      body: '',
      getHeader: (name: string) => headers[name.toLowerCase()],
      from: { uri: { user: caller, host: 'sip.example' }, displayName: '' },
    },
    async progress() {
      answered.push(180)
    },
    async reject({ statusCode }: { statusCode: number }) {
      answered.push(statusCode)
      change(SessionState.Terminated)
    },
    async accept() {
      answered.push('accepted')
      change(SessionState.Established)
    },
    async bye() {
      change(SessionState.Terminated)
    },
    async dispose() {},
  }
  const change = (state: SessionState): void => {
    invitation.state = state
    stateChange.emit(state)
  }
  return {
    invitation: invitation as unknown as Invitation,
    answered,
    cancel() {
      invitation.delegate?.onCancel?.({ request: { getHeader: () => undefined } })
      change(SessionState.Terminated)
    },
  }
}

/** A line that is connected; calls on it reach nobody. */
export const lineOn = (id: string): Line =>
  ({
    id,
    localAddress: '192.0.2.10',
    userAgent: { userAgentCore: { receiveIncomingRequestFromTransport() {}, receiveIncomingResponseFromTransport() {} } },
    isWebSocket: false,
    preferences: defaultPreferences,
    setup: { userName: id, unknownCallerName: '' },
    targetUri: (target: string) => `sip:${target}@sip.example`,
  }) as unknown as Line

/** Audio that is always open and carries nothing. */
export const silentCallAudio = (): CallAudio => ({
  open: async () => {},
  attach: () => {},
  offer: async () => '',
  answer: async () => '',
  setRemote: async () => {},
  offerRejection: () => null,
  setDirection: () => {},
  setMicrophone: () => {},
  sendTones: async () => true,
  codec: () => null,
  heldByRemote: () => false,
  setEncryption: () => false,
  encryption: () => 'none',
  listen: () => {},
  mix: () => {},
  move: async () => {},
  meanQuality: () => null,
  close: () => {},
})
