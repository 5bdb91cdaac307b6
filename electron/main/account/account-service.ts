import type { AccountState, RememberedAccount } from '../../../shared/domain/account.ts'
import { AppError, type Failure } from '../../../shared/domain/failure.ts'
import type { Money } from '../../../shared/domain/money.ts'
import { asFailure } from '../failure.ts'
import { type AccountReply, fetchAccounts } from '../provider/account.ts'
import { readBaseAddress } from '../provider/base-address.ts'
import type { ProviderClient } from '../provider/client.ts'
import { type Footer, inCurrency } from '../provider/footer.ts'
import { assertUserName, type Credentials, signingCredentials, type TypedCredentials } from '../provider/signer.ts'
import { accountToOpen, type SettingsStore } from '../storage/settings-store.ts'
import { removeKept } from './account-entries.ts'
import { createAccountQueue, ignoreCancelled, untilAborted } from './account-queue.ts'
import type { AccountSession, OpenAccount } from './account-session.ts'
import { createAccountState, noBalance, type SigningIn } from './account-state.ts'
import { afterFooter, afterReply, belongsToDefault, chosenFirst } from './balance.ts'
import { createBalancePoll } from './balance-poll.ts'
import { checkConnection } from './check-connection.ts'
import { type Keychain, stateOf } from './keychain.ts'
import { createMemoryKeychain } from './session-keychain.ts'

export type AccountServiceOptions = {
  readonly settings: Pick<SettingsStore, 'get' | 'set' | 'changeSettings'>
  readonly keychain: Keychain
  readonly now: () => number
  readonly createClient: (baseAddress: string, onClockOffset: (offset: number) => void) => ProviderClient
  /** Opens everything that lives as long as the account is open. */
  readonly openSession: (parts: Omit<OpenAccount, 'database' | 'signal'>) => AccountSession
  readonly deleteDatabase: (accountId: string, inKeychain: boolean) => void | Promise<void>
  readonly onChange: (state: AccountState) => void
}

export type AccountService = {
  readonly state: () => AccountState
  /** What is open, until it is closed. */
  readonly session: () => AccountSession | null
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly signIn: (input: { providerAddress: string; userName: string; password: string; stay: boolean }) => Promise<void>
  readonly cancelSignIn: () => void
  readonly switchTo: (accountId: string) => Promise<void>
  readonly signOut: () => Promise<void>
  readonly forget: (accountId: string) => Promise<void>
  readonly refreshBalance: () => Promise<void>
  /** The provider's present balance, null where it could not be read. `anew`: from a request that begins after this call. */
  readonly readBalance: (anew: boolean) => Promise<Money | null>
  /** The balance a reply's footer names, null where it names another account than the default one. */
  readonly balanceOf: (footer: Footer) => Money | null
  /** Of the open account's amounts that name none. */
  readonly currency: () => string
  readonly checkConnection: (providerAddress: string) => Promise<{ reachable: boolean; error: Failure | null }>
  readonly retryKeychain: () => Promise<void>
  /** Makes one of the login's provider accounts the one that is shown. @throws AppError `not-found` */
  readonly choose: (accountNumber: string) => void
  /** Off while the window is hidden: the balance is read less often then. */
  readonly setPolling: (on: boolean) => void
}

/**
 * Signing in and out, the remembered accounts, the balance. Opening and closing run one after the other (account-queue.ts).
 */
export function createAccountService(options: AccountServiceOptions): AccountService {
  const { settings, keychain, now, createClient, openSession, deleteDatabase, onChange } = options
  const queue = createAccountQueue()
  const view = createAccountState(settings, onChange)
  const { change, changeSignedIn, remember, rememberFirst, known, showKnown } = view
  let session: AccountSession | null = null
  let open: OpenAccount | null = null
  /** Whether the keychain holds nothing more of an account that was opened without it. */
  let cleared: Promise<boolean> = Promise.resolve(true)
  let asked = 0 // sign-ins that have not ended, also those that wait for another account to be closed

  const noteCurrency = (footer: Footer): void => {
    if (footer.currency && belongsToDefault(known(), footer)) view.keepCurrency(footer.currency)
  }
  const inOurs = (footer: Footer): Footer => inCurrency(footer, view.currencyOf(open?.accountId))
  const onFooter = (footer: Footer): void => {
    noteCurrency(footer)
    showKnown(afterFooter(known(), inOurs(footer), now()))
  }
  const applyReply = ({ accounts, footer }: AccountReply): void => {
    noteCurrency(footer)
    changeSignedIn({ apiError: null })
    showKnown(afterReply(known(), { accounts: chosenFirst(accounts, view.chosen()), footer: inOurs(footer) }, now()))
  }

  const balanceOf = (footer: Footer): Money | null => (belongsToDefault(known(), footer) ? inOurs(footer).balance : null)
  const read = async (account: OpenAccount): Promise<Money | null> => {
    change({ balance: { ...view.state().balance, refreshing: true } })
    try {
      const reply = await fetchAccounts(account.client, account.credentials, view.currencyOf(account.accountId))
      if (open !== account) return null
      applyReply(reply)
      return chosenFirst(reply.accounts, view.chosen())[0]?.balance ?? balanceOf(reply.footer)
    } catch (e) {
      if (open !== account) return null
      const error = asFailure(e)
      change({ balance: { ...view.state().balance, refreshing: false, error } })
      changeSignedIn({ apiError: error })
      throw e
    }
  }
  const poll = createBalancePoll({ now, read: () => (open ? read(open) : Promise.resolve(null)) })

  const openAccount = (remembered: RememberedAccount, credentials: Credentials, kept: boolean, client: ProviderClient): void => {
    const { id: accountId, providerAddress, userName } = remembered
    const next = openSession({ accountId, client, credentials, secrets: kept ? keychain : createMemoryKeychain(), onFooter: onFooterOf(accountId) })
    session = next
    open = next.account
    view.set({
      signingIn: null,
      reason: null,
      signedIn: { state: 'signed-in', accountId, providerAddress, userName, kept, accounts: [], clockOffset: client.clockOffset(), apiError: null },
    })
    settings.set('activeAccountId', accountId)
    change({ balance: noBalance })
  }

  const closeAccount = async (removeSecrets: boolean): Promise<AccountSession | null> => {
    const closing = session
    if (!closing) return null
    open = null
    poll.stop()
    await closing.close(removeSecrets)
    session = null
    view.set({ signedIn: null })
    change({ balance: noBalance })
    return closing
  }

  /** Applies footers of this account's replies only: a late reply of an earlier account is ignored. */
  const onFooterOf = (accountId: string) => (footer: Footer) => {
    if (open?.accountId === accountId) onFooter(footer)
  }
  const clientFor = (baseAddress: string, accountId: string): ProviderClient =>
    createClient(baseAddress, (offset) => {
      if (view.sessions().signedIn?.accountId === accountId) changeSignedIn({ clockOffset: offset })
    })

  /** Opens a remembered account with the keychain's password; lines come up even when the provider's API is down. */
  const openRemembered = async (remembered: RememberedAccount, signal: AbortSignal): Promise<boolean> => {
    const password = await readPassword(remembered.id, signal)
    if (password === null) return false
    await closeAccount(false)
    signal.throwIfAborted()
    const { id, providerAddress, userName } = remembered
    openAccount(remembered, signingCredentials({ userName, password }), true, clientFor(providerAddress, id))
    poll.start(false)
    return true
  }
  const readPassword = async (accountId: string, signal: AbortSignal): Promise<string | null> => {
    try {
      const password = await untilAborted(keychain.read({ kind: 'account', accountId }), signal)
      change({ keychain: 'ready' })
      return password
    } catch (e) {
      if (e instanceof AppError && e.code.startsWith('keychain-')) change({ keychain: stateOf(e.code) })
      throw e
    }
  }
  const find = (accountId: string): RememberedAccount => {
    const found = view.state().remembered.find(({ id }) => id === accountId)
    if (!found) throw new AppError('not-found', 'no such account on this computer')
    return found
  }

  const openActive = async (signal: AbortSignal): Promise<void> => {
    const active = accountToOpen(settings)
    if (!active || session) return
    try {
      await openRemembered(active, signal)
    } catch (e) {
      if (signal.aborted) return
      view.set({ reason: asFailure(e) })
      change()
    }
  }

  const signIn = async (base: string, { userName, password }: TypedCredentials, stay: boolean, signal: AbortSignal): Promise<void> => {
    const accountId = `${base} ${userName}`
    const attempt: SigningIn = { state: 'signing-in', accountId, since: now() }
    view.set({ signingIn: attempt })
    change()
    if (stay) await untilAborted(assertKeychain(), signal)
    const client = clientFor(base, accountId)
    const reply = await untilAborted(fetchAccounts(client, { userName, password }, view.currencyOf(accountId), signal), signal)
    const remembered = { id: accountId, providerAddress: base, userName, staySignedIn: stay, lastUsed: now() }
    const noLongerKept = !stay && isKept(accountId)
    try {
      if (stay) await untilAborted(keychain.write({ kind: 'account', accountId }, password), signal, () => takeBack(attempt))
      await closeAccount(false)
      signal.throwIfAborted()
      openAccount(remembered, signingCredentials({ userName, password }), stay, client)
      cleared = noLongerKept ? removeKept(keychain, accountId, open?.database) : Promise.resolve(true)
    } catch (e) {
      if (stay) takeBack(attempt)
      throw e
    }
    rememberFirst(remembered)
    settings.changeSettings({ providerAddress: base })
    applyReply(reply)
    poll.start(true)
    if (!(await untilAborted(cleared, signal))) throw secretsLeft()
  }
  const isKept = (accountId: string): boolean => view.state().remembered.some((one) => one.id === accountId && one.staySignedIn)
  /** Removes a password that was kept for a sign-in that did not come about, unless another sign-in keeps it. */
  const takeBack = (attempt: SigningIn): void => {
    const { accountId } = attempt
    const { signingIn } = view.sessions()
    if (!isKept(accountId) && (signingIn === attempt || signingIn?.accountId !== accountId))
      void keychain.remove({ kind: 'account', accountId }).catch(() => {})
  }
  const assertKeychain = async (): Promise<void> => {
    const found = await keychain.check()
    change({ keychain: found })
    if (found !== 'ready') throw new AppError(`keychain-${found}`, 'the password could not be kept', { retryable: true })
  }
  /** Reports what could not be removed: on the form that is shown now, or to the caller. */
  const secretsLeft = (): AppError => {
    const failure = new AppError('secrets-left', 'the keychain did not remove every secret')
    if (!session) {
      view.set({ reason: failure.toFailure() })
      change()
    }
    return failure
  }

  return {
    state: view.state,
    session: () => session,
    start: () => queue.open(openActive).catch(ignoreCancelled).finally(view.opened),
    stop: () => queue.close(async () => void (await closeAccount(false))),
    async signIn({ providerAddress, userName, password, stay }) {
      if (view.sessions().signingIn) throw new AppError('busy', 'a sign-in is running')
      const name = userName.trim()
      assertUserName(name)
      const base = readBaseAddress(providerAddress)
      asked += 1
      await queue
        .open((signal) => signIn(base, { userName: name, password }, stay, signal))
        .finally(() => {
          asked -= 1
          if (!view.sessions().signingIn) return
          view.set({ signingIn: null })
          change()
        })
    },
    cancelSignIn: () => void (asked > 0 && queue.abort()),
    switchTo: (accountId) =>
      queue.open(async (signal) => {
        const remembered = find(accountId)
        if (open?.accountId === accountId) return
        if (!remembered.staySignedIn || !(await openRemembered(remembered, signal)))
          throw new AppError('not-found', 'the keychain holds no password for this account')
        rememberFirst({ ...remembered, lastUsed: now() })
      }),
    signOut: () =>
      queue.close(async () => {
        const closed = await closeAccount(true)
        settings.set('activeAccountId', null)
        view.set({ reason: null })
        const remembered = view.state().remembered.find(({ id }) => id === closed?.account.accountId)
        if (!closed || !remembered) return change()
        rememberFirst({ ...remembered, staySignedIn: false })
        const [lines, password] = await Promise.all([
          closed.secretsRemoved(),
          remembered.staySignedIn ? removeKept(keychain, remembered.id) : cleared,
        ])
        if (!lines || !password) secretsLeft()
      }),
    forget: (accountId) =>
      queue.close(async () => {
        const remembered = find(accountId)
        // before the form shows: it must not offer a name that is just being forgotten
        remember(view.state().remembered.filter(({ id }) => id !== accountId))
        const closed = open?.accountId === accountId ? await closeAccount(true) : null
        if (closed || settings.get('activeAccountId') === accountId) settings.set('activeAccountId', null)
        // the key opens nothing, and there may be no keychain: a failed removal is ignored
        void keychain.remove({ kind: 'pin-key', accountId }).catch(() => {})
        const [lines, password] = await Promise.all([closed?.secretsRemoved() ?? true, removeKept(keychain, accountId)])
        const left = remembered.staySignedIn && !(lines && password) ? secretsLeft() : null
        await deleteDatabase(accountId, remembered.staySignedIn)
        if (left && !closed) throw left
      }),
    async refreshBalance() {
      if (!open) throw new AppError('not-signed-in', 'no account is open')
      await poll.now()
    },
    readBalance: (anew) => (anew ? poll.anew() : poll.now()).catch(() => null),
    balanceOf,
    currency: () => view.currencyOf(open?.accountId),
    checkConnection: (address) => checkConnection(address, (base) => createClient(base, () => {})),
    choose: view.choose,
    async retryKeychain() {
      change({ keychain: await keychain.check() })
      if (!session && !view.sessions().signingIn && view.state().keychain === 'ready') await queue.open(openActive).catch(ignoreCancelled)
    },
    setPolling: (on) => (on ? poll.resume() : poll.pause()),
  }
}
