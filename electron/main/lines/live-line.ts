import { randomUUID } from 'node:crypto'
import type { LineSetup } from '../../../shared/contract/phone.ts'
import type { Line, Registration } from '../../../shared/domain/line.ts'
import { defaultPreferences, type Voicemail } from '../../../shared/domain/line-preferences.ts'
import { type ManualLine, manualPolicy, manualTurn } from '../../../shared/domain/manual-line.ts'
import { passwordCandidates } from '../../../shared/domain/voip-line.ts'
import type { StoredLine } from '../storage/requests.ts'

/** A line of the open account: its stored settings, its passwords, its registration and voicemail. */
export type LiveLine = {
  stored: StoredLine
  /** Of a line of the user's own: the password of its TURN server. */
  providerPassword: string
  manualPassword: string | null
  registration: Registration
  voicemail: Voicemail | null
}

export const unregistered = { registration: { state: 'off' }, voicemail: null } satisfies Partial<LiveLine>

export const storedOf = ({ stored }: LiveLine): StoredLine => stored

/** A line that the provider lists for the first time. */
export const freshLine = (policy: StoredLine['policy']): StoredLine => ({
  policy,
  label: '',
  enabled: true,
  instanceId: randomUUID(),
  passwordIndex: 0,
  passwordOverridden: false,
  webSocketAddress: null,
  pin: null,
})

/** A line of the user's own, beside the provider's. */
export function manualLine(line: ManualLine, password: string, turnPassword: string): LiveLine {
  const turn = manualTurn(line)
  return {
    stored: {
      ...freshLine(manualPolicy(`manual-${randomUUID()}`, line)),
      ...{ label: line.name, passwordOverridden: true, manual: true },
      ...(turn ? { turn } : {}),
    },
    providerPassword: turn ? turnPassword : '',
    manualPassword: password,
    ...unregistered,
  }
}

/** A wss:// address without user name and fragment. */
export function isWebSocketAddress(text: string): boolean {
  try {
    const { protocol, hostname, username, hash } = new URL(text)
    return protocol === 'wss:' && hostname !== '' && username === '' && hash === ''
  } catch {
    return false
  }
}

/** Indexes of the provider's candidates, the one that worked last first. */
export function candidateOrder({ stored, providerPassword }: LiveLine): number[] {
  const count = passwordCandidates(providerPassword).length
  return stored.passwordIndex === 1 && count === 2 ? [1, 0] : [...Array(count).keys()]
}

/** What the phone process needs to register the line: the password set by hand alone, or the provider's candidates in order. */
export function toSetup(line: LiveLine): LineSetup {
  const { policy, instanceId, webSocketAddress, pin } = line.stored
  const candidates = passwordCandidates(line.providerPassword)
  return {
    id: policy.id,
    userName: policy.userName,
    domain: policy.domain,
    displayName: '',
    passwords: line.manualPassword === null ? candidateOrder(line).map((i) => candidates[i] ?? '') : [line.manualPassword],
    server: policy.server,
    outboundProxy: policy.outboundProxy,
    transports: webSocketAddress === null ? policy.transports : ['wss'],
    webSocketAddress,
    standardPorts: policy.standardPorts,
    stun: policy.stun,
    turn: line.stored.turn ? { ...line.stored.turn, password: line.providerPassword } : null,
    echoCancellation: policy.echoCancellation,
    unknownCallerName: policy.unknownCallerName,
    pin,
    instanceId,
    preferences: line.stored.preferences ?? defaultPreferences,
  }
}

/** Characters, as in the contract with the page. */
const LONGEST_LABEL = 100

/** What the page shows of the line. */
export function toLine({ stored, registration, voicemail }: LiveLine): Line {
  const { policy } = stored
  return {
    id: policy.id,
    label: stored.label || policy.userName.slice(0, LONGEST_LABEL) || policy.id,
    userName: policy.userName,
    domain: policy.domain,
    enabled: stored.enabled,
    manual: stored.manual === true,
    transports: stored.webSocketAddress === null ? policy.transports : ['wss'],
    dialling: policy.dialling,
    passwordOverridden: stored.passwordOverridden,
    webSocketAddress: stored.webSocketAddress,
    pinnedCertificate: stored.pin?.sha256 ?? null,
    facts: policy.facts,
    preferences: stored.preferences ?? defaultPreferences,
    voicemail,
    registration,
  }
}
