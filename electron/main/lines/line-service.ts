import type { LineSetup } from '../../../shared/contract/phone.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { LinesState, Provisioning, Registration } from '../../../shared/domain/line.ts'
import type { LinePreferences, Voicemail } from '../../../shared/domain/line-preferences.ts'
import type { ManualLine } from '../../../shared/domain/manual-line.ts'
import { linePolicy, type VoipRecord } from '../../../shared/domain/voip-line.ts'
import type { OpenAccount } from '../account/account-session.ts'
import { endsWithin } from '../ends-within.ts'
import { asFailure } from '../failure.ts'
import { fetchVoipList } from '../provider/voiplist.ts'
import type { StoredLine } from '../storage/requests.ts'
import { identify } from './line-identity.ts'
import { createLineSecrets } from './line-secrets.ts'
import { candidateOrder, freshLine, isWebSocketAddress, type LiveLine, manualLine, storedOf, toLine, toSetup, unregistered } from './live-line.ts'

export type LineServiceOptions = {
  readonly now: () => number
  readonly onChange: (state: LinesState) => void
  /** What the phone process should register, whole. */
  readonly onSetups: (setups: LineSetup[]) => void
  readonly log: (text: string) => void
  /** Whether lines beside the provider's may be used. */
  readonly manualAllowed?: () => boolean
}

export type LineService = {
  readonly state: () => LinesState
  readonly setups: () => LineSetup[]
  readonly accountOpened: (account: OpenAccount) => Promise<void>
  /** The lines are unregistered at once; resolves when the keychain holds, or no longer holds, their passwords. */
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
  /** A line beside the provider's. @throws the keychain's failure: then there is none */
  readonly addManual: (line: ManualLine, password: string, turnPassword: string) => Promise<string>
  /** @throws AppError `not-found` for a line of the provider's */
  readonly removeManual: (lineId: string) => Promise<void>
  readonly voicemailChanged: (lineId: string, voicemail: Voicemail) => void
}

/** Lines that vanished of which the settings are kept, those that vanished last first. */
const ABSENT_KEPT = 100
/** A database or keychain that does not answer must not keep the lines from registering with the provider's list, ms. */
const STORED_WAIT = 3000

/**
 * The account's lines: the last good list from the database at once, the provider's after that, the user's own changes on
 * top (provider API, module voiplist). Passwords are stored in the keychain only.
 */
export function createLineService({ now, onChange, onSetups, log, manualAllowed = () => true }: LineServiceOptions): LineService {
  let account: OpenAccount | null = null
  let lines: LiveLine[] = []
  /** Known lines that cannot be used now: not in the provider's list, or without a password yet. Their settings wait. */
  let absent: LiveLine[] = []
  let defaultLineId: string | null = null
  let provisioning: Provisioning = { step: 'idle', asOf: null, error: null, otherTypes: [] }
  /** The open account's stored lines are still being loaded: saving would overwrite settings that are not known yet. */
  let loading = false

  const secrets = createLineSecrets(log)
  /** What the user and the phone process see: a policy may switch lines of the user's own off. */
  const usable = (): LiveLine[] => lines.filter(({ stored }) => !stored.manual || manualAllowed())
  const state = (): LinesState => ({
    lines: usable().map(toLine),
    defaultLineId: usable().some(({ stored }) => stored.policy.id === defaultLineId) ? defaultLineId : (usable()[0]?.stored.policy.id ?? null),
    provisioning,
  })
  const setups = (): LineSetup[] =>
    usable()
      .filter(({ stored, manualPassword }) => stored.enabled && (!stored.manual || manualPassword !== null))
      .map(toSetup)
  const changed = (): void => onChange(state())
  const setupsChanged = (): void => {
    onSetups(setups())
    changed()
  }
  const save = async (): Promise<void> => {
    if (loading) return
    await account?.database.request('saveLines', { lines: lines.map(storedOf), absent: absent.map(storedOf), defaultLineId, asOf: provisioning.asOf })
  }
  const live = (lineId: string): LiveLine => {
    const found = lines.find(({ stored }) => stored.policy.id === lineId)
    if (!found) throw new AppError('not-found', 'no such line')
    return found
  }
  const update = async (lineId: string, part: Partial<StoredLine>): Promise<void> => {
    const line = live(lineId)
    line.stored = { ...line.stored, ...part }
    setupsChanged()
    await save()
  }
  const runningState = (lineId: string): Pick<LiveLine, 'registration' | 'voicemail'> => {
    const { registration, voicemail } = lines.find(({ stored }) => stored.policy.id === lineId) ?? unregistered
    return { registration, voicemail }
  }
  const entry = (lineId: string, source: 'provider' | 'manual') => ({ kind: 'line', accountId: account?.accountId ?? '', lineId, source }) as const

  const loadStored = async (from: OpenAccount): Promise<void> => {
    const stored = await from.database.request('loadLines')
    const loaded: LiveLine[] = []
    const waiting: LiveLine[] = []
    for (const line of [...stored.lines, ...(stored.absent ?? [])]) {
      const providerPassword = await from.secrets.read(entry(line.policy.id, 'provider')).catch(() => null)
      const manualPassword = line.passwordOverridden ? await from.secrets.read(entry(line.policy.id, 'manual')).catch(() => null) : null
      const live: LiveLine = {
        stored: line,
        providerPassword: providerPassword ?? '',
        manualPassword,
        ...unregistered,
      }
      // without its password a line can't register: it waits for the provider's list
      const ready = line.manual || providerPassword !== null || manualPassword !== null
      if (stored.lines.includes(line) && ready) loaded.push(live)
      else waiting.push(live)
    }
    if (account !== from) return
    // the provider's list may have come first: its lines' states are not reported a second time, and those that were not known stay
    const isKnown = ({ stored }: LiveLine): boolean => [...loaded, ...waiting].some((known) => known.stored.policy.id === stored.policy.id)
    lines = [...loaded.map((line) => ({ ...line, ...runningState(line.stored.policy.id) })), ...lines.filter((line) => !isKnown(line))]
    absent = waiting
    defaultLineId = stored.defaultLineId
    loading = false
    if (loaded.length) provisioning = { step: 'from-store', asOf: stored.asOf, error: null, otherTypes: [] }
    setupsChanged()
  }

  const fetchList = async (from: OpenAccount): Promise<void> => {
    provisioning = { ...provisioning, step: 'fetching', error: null }
    changed()
    try {
      const { records, listed, skipped, otherTypes, footer } = await fetchVoipList(from.client, from.credentials, from.signal)
      if (account !== from) return
      if (skipped.length) log(`voiplist: ${skipped.length} entries could not be used`)
      from.onFooter(footer)
      // success without a list leaves the lines unknown: those in use stay
      if (!listed && lines.some(({ stored }) => !stored.manual))
        throw new AppError('no-line-list', 'the reply holds no list of lines', { retryable: true })
      await applyRecords(from, records, otherTypes)
    } catch (e) {
      if (account !== from) return
      provisioning = { ...provisioning, step: 'failed', error: asFailure(e).code }
      changed()
      throw e
    }
  }

  const applyRecords = async (from: OpenAccount, records: readonly VoipRecord[], otherTypes: readonly string[]): Promise<void> => {
    const manual = await secrets.locked(from, [...lines, ...absent])
    if (account !== from) return
    // from here to the end of the change nothing waits: what the user and the phone process changed meanwhile counts
    const own = lines.filter(({ stored }) => stored.manual)
    for (const line of own) line.manualPassword ??= manual.get(line.stored.policy.id) ?? null
    const known = [...lines, ...absent].filter((line) => !own.includes(line))
    const changedPasswords: [lineId: string, password: string][] = []
    const next = identify(
      records.map((record) => ({ policy: linePolicy(record), providerPassword: record.fields['password'] ?? '' })),
      known.map(({ stored }) => stored.policy),
    ).map(({ policy, providerPassword }): LiveLine => {
      const before = known.find(({ stored }) => stored.policy.id === policy.id)
      const samePassword = before?.providerPassword === providerPassword
      if (!samePassword) changedPasswords.push([policy.id, providerPassword])
      return {
        stored: before ? { ...before.stored, policy, passwordIndex: samePassword ? before.stored.passwordIndex : 0 } : freshLine(policy),
        providerPassword,
        manualPassword: before?.stored.passwordOverridden ? (before.manualPassword ?? manual.get(policy.id) ?? null) : null,
        registration: before?.registration ?? unregistered.registration,
        voicemail: before?.voicemail ?? null,
      }
    })
    const gone = known.filter(({ stored }) => !next.some((n) => n.stored.policy.id === stored.policy.id))
    lines = [...next, ...own]
    absent = gone.slice(0, ABSENT_KEPT).map((line) => ({ ...line, ...unregistered }))
    provisioning = { step: 'fetched', asOf: now(), error: null, otherTypes: [...otherTypes] }
    setupsChanged()
    // lines work without being saved
    await save().catch((e: unknown) => log(`lines not saved: ${e instanceof Error ? e.message : 'failed'}`))
    for (const { stored } of gone.slice(ABSENT_KEPT)) await secrets.remove(from, stored.policy.id)
    // last: a keychain that asks the user, or does not answer, must not keep a line from registering
    await secrets.store(from, changedPasswords)
  }

  return {
    state,
    setups,
    async accountOpened(opened) {
      account = opened
      lines = []
      absent = []
      loading = true
      const stored = loadStored(opened).catch((e: unknown) => {
        if (account === opened) loading = false
        log(`stored lines: ${e instanceof Error ? e.message : 'failed'}`)
      })
      await endsWithin(STORED_WAIT, stored)
      const late = loading
      await fetchList(opened).catch(() => {})
      if (!late) return
      await stored
      if (account === opened) await fetchList(opened).catch(() => {})
    },
    async accountClosing(remove) {
      const from = account
      const ids = [...lines, ...absent].map(({ stored }) => stored.policy.id)
      account = null
      lines = []
      absent = []
      defaultLineId = null
      provisioning = { step: 'idle', asOf: null, error: null, otherTypes: [] }
      setupsChanged()
      if (from && remove) for (const id of ids) await secrets.remove(from, id)
      await secrets.stored()
    },
    registrationChanged(lineId, registration, passwordIndex) {
      const line = lines.find(({ stored }) => stored.policy.id === lineId)
      if (!line) return
      line.registration = line.stored.enabled ? registration : { state: 'off' }
      changed()
      if (passwordIndex !== null && line.manualPassword === null && passwordIndex !== candidateOrder(line)[0]) {
        line.stored = { ...line.stored, passwordIndex: candidateOrder(line)[passwordIndex] ?? 0 }
        void save().catch((e: unknown) => log(`lines not saved: ${e instanceof Error ? e.message : 'failed'}`))
      }
    },
    phoneGone() {
      for (const line of lines) if (line.stored.enabled) line.registration = { state: 'connecting', since: now() }
      changed()
    },
    async refresh() {
      if (!account) throw new AppError('not-signed-in', 'no account is open')
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
    async addManual(line, password, turnPassword) {
      if (!account) throw new AppError('not-signed-in', 'no account is open')
      const own = manualLine(line, password, turnPassword)
      const { id } = own.stored.policy
      await account.secrets.write(entry(id, 'manual'), password)
      if (own.stored.turn) await account.secrets.write(entry(id, 'provider'), turnPassword)
      lines = [...lines, own]
      setupsChanged()
      await save()
      return id
    },
    async removeManual(lineId) {
      const line = live(lineId)
      if (!account || !line.stored.manual) throw new AppError('not-found', 'the provider lists this line')
      lines = lines.filter((other) => other !== line)
      setupsChanged()
      await save()
      await secrets.remove(account, lineId)
    },
    voicemailChanged(lineId, voicemail) {
      const line = lines.find(({ stored }) => stored.policy.id === lineId)
      if (!line) return
      line.voicemail = voicemail
      changed()
    },
  }
}
