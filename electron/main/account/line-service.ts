import { randomUUID } from 'node:crypto'
import { AppError } from '../../../shared/contract.ts'
import type { Line, LinesState, Provisioning, Registration } from '../../../shared/line.ts'
import { defaultPreferences, type LinePreferences, type Voicemail } from '../../../shared/line-preferences.ts'
import type { LineSetup } from '../../../shared/phone-ipc.ts'
import { linePolicy, passwordCandidates, type VoipRecord } from '../../../shared/voip-line.ts'
import { fetchVoipList } from '../provider/voiplist.ts'
import type { StoredLine } from '../storage/requests.ts'
import { asFailure, type OpenAccount } from './account-service.ts'

export type LineServiceOptions = {
  readonly now: () => number
  readonly onChange: (state: LinesState) => void
  /** What the phone process should register, whole. */
  readonly onSetups: (setups: LineSetup[]) => void
  readonly log: (text: string) => void
}

export type LineService = {
  readonly state: () => LinesState
  readonly setups: () => LineSetup[]
  readonly accountOpened: (account: OpenAccount) => Promise<void>
  readonly accountClosing: (removeSecrets: boolean) => Promise<void>
  /** From the phone process. `passwordIndex`: which candidate worked, once known. */
  readonly registrationChanged: (lineId: string, registration: Registration, passwordIndex: number | null) => void
  /** The phone process died: nothing is registered any more. */
  readonly phoneGone: () => void
  readonly refresh: () => Promise<void>
  readonly setDefault: (lineId: string) => Promise<void>
  readonly setEnabled: (lineId: string, enabled: boolean) => Promise<void>
  readonly setLabel: (lineId: string, label: string) => Promise<void>
  readonly setPassword: (lineId: string, password: string | null) => Promise<void>
  readonly setWebSocketAddress: (lineId: string, address: string | null) => Promise<void>
  readonly trustCertificate: (lineId: string, sha256: string) => Promise<void>
  readonly forgetCertificate: (lineId: string) => Promise<void>
  readonly setPreferences: (lineId: string, preferences: LinePreferences) => Promise<void>
  readonly voicemailChanged: (lineId: string, voicemail: Voicemail) => void
}

type Live = { stored: StoredLine; providerPassword: string; manualPassword: string | null; registration: Registration; voicemail: Voicemail | null }

/**
 * The account's lines: the last good list from the database at once, the provider's after that, the user's own changes on
 * top (provider API, module voiplist). Passwords come from and go to the keychain only.
 */
export function createLineService({ now, onChange, onSetups, log }: LineServiceOptions): LineService {
  let account: OpenAccount | null = null
  let lines: Live[] = []
  let defaultLineId: string | null = null
  let provisioning: Provisioning = { step: 'idle', asOf: null, error: null }

  const state = (): LinesState => ({
    lines: lines.map(toLine),
    defaultLineId: lines.some(({ stored }) => stored.policy.id === defaultLineId) ? defaultLineId : (lines[0]?.stored.policy.id ?? null),
    provisioning,
  })
  const setups = (): LineSetup[] => lines.filter(({ stored }) => stored.enabled).map(toSetup)
  const changed = (): void => onChange(state())
  const rewired = (): void => {
    onSetups(setups())
    changed()
  }
  const save = async (): Promise<void> => {
    await account?.database.request('saveLines', { lines: lines.map(({ stored }) => stored), defaultLineId, asOf: provisioning.asOf })
  }
  const live = (lineId: string): Live => {
    const found = lines.find(({ stored }) => stored.policy.id === lineId)
    if (!found) throw new AppError('not-found', 'no such line')
    return found
  }
  const update = async (lineId: string, part: Partial<StoredLine>): Promise<void> => {
    const line = live(lineId)
    line.stored = { ...line.stored, ...part }
    rewired()
    await save()
  }
  const entry = (lineId: string, source: 'provider' | 'manual') => ({ kind: 'line', accountId: account?.accountId ?? '', lineId, source }) as const

  const loadStored = async (from: OpenAccount): Promise<void> => {
    const stored = await from.database.request('loadLines')
    const loaded: Live[] = []
    for (const line of stored.lines) {
      const providerPassword = await from.secrets.read(entry(line.policy.id, 'provider')).catch(() => null)
      const manualPassword = line.passwordOverridden ? await from.secrets.read(entry(line.policy.id, 'manual')).catch(() => null) : null
      // without its password a line can't register: it waits for the provider's list
      if (providerPassword === null && manualPassword === null) continue
      loaded.push({ stored: line, providerPassword: providerPassword ?? '', manualPassword, registration: { state: 'off' }, voicemail: null })
    }
    if (account !== from) return
    lines = loaded
    defaultLineId = stored.defaultLineId
    if (loaded.length) provisioning = { step: 'from-store', asOf: stored.asOf, error: null }
    rewired()
  }

  const fetchList = async (from: OpenAccount): Promise<void> => {
    provisioning = { ...provisioning, step: 'fetching', error: null }
    changed()
    try {
      const { records, skipped, footer } = await fetchVoipList(from.client, from.credentials)
      if (account !== from) return
      if (skipped.length) log(`voiplist: ${skipped.length} entries could not be used`)
      from.onFooter(footer)
      await takeRecords(from, records)
    } catch (e) {
      if (account !== from) return
      provisioning = { ...provisioning, step: 'failed', error: asFailure(e).code }
      changed()
      throw e
    }
  }

  const takeRecords = async (from: OpenAccount, records: readonly VoipRecord[]): Promise<void> => {
    const next: Live[] = []
    for (const record of records) {
      const policy = linePolicy(record)
      if (!policy) {
        log(`voiplist: ${record.id} has no user name or no usable address`)
        continue
      }
      const before = lines.find(({ stored }) => stored.policy.id === record.id)
      const providerPassword = record.fields['password'] ?? ''
      const samePassword = before?.providerPassword === providerPassword
      next.push({
        stored: before ? { ...before.stored, policy, passwordIndex: samePassword ? before.stored.passwordIndex : 0 } : freshLine(policy),
        providerPassword,
        manualPassword: before?.manualPassword ?? null,
        registration: before?.registration ?? { state: 'off' },
        voicemail: before?.voicemail ?? null,
      })
      if (!samePassword)
        await from.secrets.write(entry(record.id, 'provider'), providerPassword).catch((e: unknown) => log(`line ${record.id}: ${asFailure(e).code}`))
    }
    if (account !== from) return
    const gone = lines.filter(({ stored }) => !next.some((n) => n.stored.policy.id === stored.policy.id))
    lines = next
    provisioning = { step: 'fetched', asOf: now(), error: null }
    rewired()
    await save()
    for (const { stored } of gone) await removeSecrets(from, stored.policy.id)
  }

  const removeSecrets = async (from: OpenAccount, lineId: string): Promise<void> => {
    for (const source of ['provider', 'manual'] as const) {
      await from.secrets
        .remove({ kind: 'line', accountId: from.accountId, lineId, source })
        .catch((e: unknown) => log(`line ${lineId}: ${asFailure(e).code}`))
    }
  }

  return {
    state,
    setups,
    async accountOpened(opened) {
      account = opened
      lines = []
      await loadStored(opened).catch((e: unknown) => log(`stored lines: ${e instanceof Error ? e.message : 'failed'}`))
      await fetchList(opened).catch(() => {})
    },
    async accountClosing(remove) {
      const from = account
      const ids = lines.map(({ stored }) => stored.policy.id)
      account = null
      lines = []
      defaultLineId = null
      provisioning = { step: 'idle', asOf: null, error: null }
      rewired()
      if (from && remove) for (const id of ids) await removeSecrets(from, id)
    },
    registrationChanged(lineId, registration, passwordIndex) {
      const line = lines.find(({ stored }) => stored.policy.id === lineId)
      if (!line) return
      line.registration = line.stored.enabled ? registration : { state: 'off' }
      changed()
      if (passwordIndex !== null && line.manualPassword === null && passwordIndex !== candidateOrder(line)[0]) {
        line.stored = { ...line.stored, passwordIndex: candidateOrder(line)[passwordIndex] ?? 0 }
        void save()
      }
    },
    phoneGone() {
      for (const line of lines) if (line.stored.enabled) line.registration = { state: 'connecting', since: now() }
      changed()
    },
    async refresh() {
      if (!account) throw new AppError('not-signed-in', 'nobody is signed in')
      await fetchList(account)
    },
    async setDefault(lineId) {
      live(lineId)
      defaultLineId = lineId
      changed()
      await save()
    },
    async setEnabled(lineId, enabled) {
      if (!enabled) live(lineId).registration = { state: 'off' }
      await update(lineId, { enabled })
    },
    setLabel: (lineId, label) => update(lineId, { label: label.trim() }),
    async setPassword(lineId, password) {
      const line = live(lineId)
      if (password === null) await account?.secrets.remove(entry(lineId, 'manual'))
      else await account?.secrets.write(entry(lineId, 'manual'), password)
      line.manualPassword = password
      await update(lineId, { passwordOverridden: password !== null })
    },
    async setWebSocketAddress(lineId, address) {
      if (address !== null && !isWebSocketAddress(address)) throw new AppError('address-invalid', 'a wss:// address is expected')
      await update(lineId, { webSocketAddress: address })
    },
    async trustCertificate(lineId, sha256) {
      const { registration } = live(lineId)
      const shown = registration.state === 'unreachable' ? registration.certificate : null
      if (shown?.sha256 !== sha256) throw new AppError('certificate-changed', 'the line shows another certificate now')
      await update(lineId, { pin: { host: shown.host, sha256 } })
    },
    forgetCertificate: (lineId) => update(lineId, { pin: null }),
    setPreferences: (lineId, preferences) => update(lineId, { preferences }),
    voicemailChanged(lineId, voicemail) {
      const line = lines.find(({ stored }) => stored.policy.id === lineId)
      if (!line) return
      line.voicemail = voicemail
      changed()
    },
  }
}

const freshLine = (policy: StoredLine['policy']): StoredLine => ({
  policy,
  label: '',
  enabled: true,
  instanceId: randomUUID(),
  passwordIndex: 0,
  passwordOverridden: false,
  webSocketAddress: null,
  pin: null,
})

function isWebSocketAddress(text: string): boolean {
  try {
    const { protocol, hostname, username, hash } = new URL(text)
    return protocol === 'wss:' && hostname !== '' && username === '' && hash === ''
  } catch {
    return false
  }
}

/** Indexes of the provider's candidates, the one that worked last first. */
function candidateOrder({ stored, providerPassword }: Live): number[] {
  const count = passwordCandidates(providerPassword).length
  return stored.passwordIndex === 1 && count === 2 ? [1, 0] : [...Array(count).keys()]
}

function toSetup(line: Live): LineSetup {
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
    dialling: policy.dialling,
    echoCancellation: policy.echoCancellation,
    unknownCallerName: policy.unknownCallerName,
    pin,
    instanceId,
    preferences: line.stored.preferences ?? defaultPreferences,
  }
}

function toLine({ stored, registration, voicemail }: Live): Line {
  const { policy } = stored
  return {
    id: policy.id,
    label: stored.label || policy.userName,
    userName: policy.userName,
    domain: policy.domain,
    enabled: stored.enabled,
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
