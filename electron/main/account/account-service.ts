import type { AccountState, Balance, Instant, RememberedAccount, Session } from '../../../shared/account.ts'
import { AppError, type Failure } from '../../../shared/contract.ts'
import type { Money } from '../../../shared/money.ts'
import { type AccountReply, fetchAccounts } from '../provider/account.ts'
import { readBaseAddress } from '../provider/base-address.ts'
import type { ProviderClient } from '../provider/client.ts'
import type { Footer } from '../provider/footer.ts'
import { assertUserName, type Credentials } from '../provider/signer.ts'
import type { AccountDatabase } from '../storage/database.ts'
import type { SettingsStore } from '../storage/settings-store.ts'
import { createBalancePoll } from './balance-poll.ts'
import { type Keychain, stateOf } from './keychain.ts'
import { createMemoryKeychain } from './session-keychain.ts'

/** An account that is open: what the lines, the call log and later modules need of it. */
export type OpenAccount = {
  readonly accountId: string
  readonly client: ProviderClient
  readonly credentials: Credentials
  /** The system's keychain, or one for this run only. */
  readonly secrets: Keychain
  readonly database: AccountDatabase
  /** Tells the account what a reply's footer said. */
  readonly onFooter: (footer: Footer) => void
}

export type AccountServiceOptions = {
  readonly settings: SettingsStore
  readonly keychain: Keychain
  readonly now: () => number
  readonly createClient: (baseAddress: string, onClockOffset: (offset: number) => void) => ProviderClient
  readonly openDatabase: (accountId: string) => AccountDatabase
  readonly deleteDatabase: (accountId: string) => void
  readonly onChange: (state: AccountState) => void
  /** An account is open: lines are provisioned, the call log is read. `online`: the provider answered just now. */
  readonly onOpened: (account: OpenAccount, online: boolean) => Promise<void>
  /** The account is about to be closed. `removeSecrets`: its lines' passwords go from the keychain. */
  readonly onClosing: (account: OpenAccount, removeSecrets: boolean) => Promise<void>
}

export type AccountService = {
  readonly state: () => AccountState
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly signIn: (input: { providerAddress: string; userName: string; password: string; stay: boolean }) => Promise<void>
  readonly cancelSignIn: () => void
  readonly switchTo: (accountId: string) => Promise<void>
  readonly signOut: () => Promise<void>
  readonly forget: (accountId: string) => Promise<void>
  readonly refreshBalance: () => Promise<void>
  readonly checkConnection: (providerAddress: string) => Promise<{ reachable: boolean; error: Failure | null }>
  readonly retryKeychain: () => Promise<void>
  /** Polling stops while nobody looks (window hidden long) and goes on afterwards. */
  readonly setPolling: (on: boolean) => void
}

const noBalance: Balance = { amount: null, asOf: null, refreshing: false, error: null }

/** Signing in and out, the remembered accounts, the balance. The only holder of the provider password in this process. */
export function createAccountService(options: AccountServiceOptions): AccountService {
  const { settings, keychain, now, createClient, openDatabase, deleteDatabase, onChange, onOpened, onClosing } = options
  let state: AccountState = {
    session: { state: 'signed-out', reason: null },
    remembered: settings.get('remembered'),
    keychain: 'ready',
    balance: noBalance,
  }
  let open: OpenAccount | null = null
  let signingIn: AbortController | null = null
  let currency = 'EUR'

  const change = (part: Partial<AccountState>): void => {
    state = { ...state, ...part }
    onChange(state)
  }
  const changeSession = (part: Partial<Extract<Session, { state: 'signed-in' }>>): void => {
    if (state.session.state === 'signed-in') change({ session: { ...state.session, ...part } })
  }
  const remember = (list: RememberedAccount[]): void => {
    settings.set('remembered', list)
    change({ remembered: list })
  }
  const upsertRemembered = (account: RememberedAccount): void =>
    remember([account, ...state.remembered.filter(({ id }) => id !== account.id)].slice(0, 50))

  const showBalance = (amount: Money | null, asOf: Instant): void => {
    if (amount) change({ balance: { amount, asOf, refreshing: false, error: null } })
  }
  const onFooter = (footer: Footer): void => {
    if (footer.currency) currency = footer.currency
    showBalance(footer.balance, now())
  }
  const takeReply = ({ accounts, footer }: AccountReply): void => {
    onFooter(footer)
    changeSession({ accounts: [...accounts], apiError: null })
    showBalance(accounts[0]?.balance ?? null, now())
  }

  const read = async (account: OpenAccount): Promise<void> => {
    change({ balance: { ...state.balance, refreshing: true } })
    try {
      const reply = await fetchAccounts(account.client, account.credentials, currency)
      if (open === account) takeReply(reply)
    } catch (e) {
      if (open !== account) return
      const error = asFailure(e)
      change({ balance: { ...state.balance, refreshing: false, error } })
      changeSession({ apiError: error })
      throw e
    }
  }
  const poll = createBalancePoll({ now, read: () => (open ? read(open) : Promise.resolve()) })

  const openAccount = async (
    remembered: RememberedAccount,
    credentials: Credentials,
    kept: boolean,
    reply: AccountReply | null,
    client: ProviderClient,
  ): Promise<void> => {
    await closeAccount(false)
    const account: OpenAccount = {
      accountId: remembered.id,
      client,
      credentials,
      secrets: kept ? keychain : createMemoryKeychain(),
      database: openDatabase(remembered.id),
      onFooter,
    }
    open = account
    settings.set('activeAccountId', remembered.id)
    change({
      session: {
        state: 'signed-in',
        accountId: remembered.id,
        providerAddress: remembered.providerAddress,
        userName: remembered.userName,
        kept,
        accounts: [],
        clockOffset: client.clockOffset(),
        apiError: null,
      },
      balance: noBalance,
    })
    if (reply) takeReply(reply)
    await onOpened(account, reply !== null)
    poll.start(reply !== null)
  }

  const closeAccount = async (removeSecrets: boolean): Promise<void> => {
    const account = open
    if (!account) return
    open = null
    poll.stop()
    await onClosing(account, removeSecrets)
    await account.database.close()
  }

  const clientFor = (baseAddress: string): ProviderClient => createClient(baseAddress, (offset) => changeSession({ clockOffset: offset }))

  /** Opens a remembered account with the keychain's password; lines come up even when the provider's API is down. */
  const openRemembered = async (remembered: RememberedAccount): Promise<boolean> => {
    const password = await readPassword(remembered.id)
    if (password === null) return false
    await openAccount(remembered, { userName: remembered.userName, password }, true, null, clientFor(remembered.providerAddress))
    return true
  }
  const readPassword = async (accountId: string): Promise<string | null> => {
    try {
      const password = await keychain.read({ kind: 'account', accountId })
      change({ keychain: 'ready' })
      return password
    } catch (e) {
      if (e instanceof AppError && e.code.startsWith('keychain-')) change({ keychain: stateOf(e.code) })
      throw e
    }
  }
  const find = (accountId: string): RememberedAccount => {
    const found = state.remembered.find(({ id }) => id === accountId)
    if (!found) throw new AppError('not-found', 'no such account on this computer')
    return found
  }
  const signedOut = (reason: Failure | null): void => change({ session: { state: 'signed-out', reason }, balance: noBalance })

  const openActive = async (): Promise<void> => {
    const active = state.remembered.find(({ id }) => id === settings.get('activeAccountId'))
    if (!active?.staySignedIn) return
    try {
      if (!(await openRemembered(active))) signedOut(null)
    } catch (e) {
      signedOut(asFailure(e))
    }
  }

  return {
    state: () => state,
    start: openActive,
    async stop() {
      signingIn?.abort()
      await closeAccount(false)
    },
    async signIn({ providerAddress, userName, password, stay }) {
      if (signingIn) throw new AppError('busy', 'a sign-in is running')
      const name = userName.trim()
      assertUserName(name)
      const base = readBaseAddress(providerAddress)
      if (stay) await assertKeychain()
      const accountId = `${base} ${name}`
      const abort = new AbortController()
      signingIn = abort
      const before = state.session
      change({ session: { state: 'signing-in', accountId, since: now() } })
      try {
        const client = clientFor(base)
        const credentials = { userName: name, password }
        const reply = await fetchAccounts(client, credentials, currency, abort.signal)
        if (stay) await keychain.write({ kind: 'account', accountId }, password)
        const remembered = { id: accountId, providerAddress: base, userName: name, staySignedIn: stay, lastUsed: now() }
        upsertRemembered(remembered)
        settings.changeSettings({ providerAddress: base })
        await openAccount(remembered, credentials, stay, reply, client)
      } catch (e) {
        if (state.session.state === 'signing-in') change({ session: before.state === 'signing-in' ? { state: 'signed-out', reason: null } : before })
        throw e
      } finally {
        signingIn = null
      }
    },
    cancelSignIn: () => signingIn?.abort(),
    async switchTo(accountId) {
      const remembered = find(accountId)
      if (open?.accountId === accountId) return
      if (!(await openRemembered(remembered))) throw new AppError('not-found', 'the keychain holds no password for this account')
      upsertRemembered({ ...remembered, staySignedIn: true, lastUsed: now() })
    },
    async signOut() {
      const accountId = open?.accountId
      await closeAccount(true)
      if (accountId) await forgetPassword(accountId)
      settings.set('activeAccountId', null)
      signedOut(null)
    },
    async forget(accountId) {
      const remembered = find(accountId)
      const isOpen = open?.accountId === accountId
      try {
        if (isOpen) {
          await closeAccount(true)
          settings.set('activeAccountId', null)
        }
        if (remembered.staySignedIn) await keychain.remove({ kind: 'account', accountId })
        // it opens nothing, and there may be no keychain at all: what cannot be removed is left
        await keychain.remove({ kind: 'pin-key', accountId }).catch(() => {})
        deleteDatabase(accountId)
        remember(state.remembered.filter(({ id }) => id !== accountId))
      } finally {
        // last: the form that shows then must not offer a name that is just being forgotten
        if (isOpen) signedOut(null)
      }
    },
    async refreshBalance() {
      if (!open) throw new AppError('not-signed-in', 'nobody is signed in')
      await poll.now()
    },
    async checkConnection(providerAddress) {
      try {
        await clientFor(readBaseAddress(providerAddress)).probe()
        return { reachable: true, error: null }
      } catch (e) {
        return { reachable: false, error: asFailure(e) }
      }
    },
    async retryKeychain() {
      change({ keychain: await keychain.check() })
      if (!open && state.keychain === 'ready') await openActive()
    },
    setPolling: (on) => (on ? poll.resume() : poll.pause()),
  }

  async function assertKeychain(): Promise<void> {
    const found = await keychain.check()
    change({ keychain: found })
    if (found !== 'ready') throw new AppError(`keychain-${found}`, 'the password could not be kept', { retryable: true })
  }

  async function forgetPassword(accountId: string): Promise<void> {
    const remembered = state.remembered.find(({ id }) => id === accountId)
    if (!remembered) return
    if (remembered.staySignedIn) await keychain.remove({ kind: 'account', accountId })
    upsertRemembered({ ...remembered, staySignedIn: false })
  }
}

export function asFailure(e: unknown): Failure {
  return e instanceof AppError ? e.toFailure() : { code: 'internal', message: 'unexpected failure', retryable: true }
}
