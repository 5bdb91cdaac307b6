import type { AccountState, Balance, RememberedAccount, Session } from '../../../shared/domain/account.ts'
import { AppError, type Failure } from '../../../shared/domain/failure.ts'
import { accountToOpen, type SettingsStore } from '../storage/settings-store.ts'
import { chosenFirst, type Known } from './balance.ts'

export type SignedIn = Extract<Session, { state: 'signed-in' }>
export type SigningIn = Extract<Session, { state: 'signing-in' }>
type Sessions = {
  readonly signedIn: SignedIn | null
  /** Covers `signedIn` while another sign-in runs. */
  readonly signingIn: SigningIn | null
  /** The account of the last run is being opened. */
  readonly opening: boolean
  /** Why nothing is open. */
  readonly reason: Failure | null
}

export const noBalance: Balance = { amount: null, asOf: null, refreshing: false, error: null }

/** At most this many accounts are remembered on this computer. */
const MOST_REMEMBERED = 50

export type AccountStateHolder = {
  readonly state: () => AccountState
  readonly sessions: () => Sessions
  /** Takes effect with the next change. */
  readonly set: (part: Partial<Sessions>) => void
  /** Publishes the state with what is set by now. */
  readonly change: (part?: Partial<Omit<AccountState, 'session'>>) => void
  /** The account of the last run is open, or could not be opened. */
  readonly opened: () => void
  /** Does nothing while no account is signed in. */
  readonly changeSignedIn: (part: Partial<SignedIn>) => void
  readonly remember: (accounts: RememberedAccount[]) => void
  /** Puts the account first. */
  readonly rememberFirst: (account: RememberedAccount) => void
  /** Number of the provider account that the user chose among those of the login, or "". */
  readonly chosen: () => string
  /** Remembers that choice and shows that account's balance. @throws AppError `not-found` */
  readonly choose: (accountNumber: string) => void
  /** Currency of an account's amounts that name none: the one that a reply of it named last, else EUR (provider API, module account). */
  readonly currencyOf: (accountId: string | undefined) => string
  /** Remembers the currency of the account that is signed in. */
  readonly keepCurrency: (currency: string) => void
  readonly known: () => Known
  readonly showKnown: (known: Known) => void
}

/** What the page sees of the account, derived from what is open, so that it never shows a session that is not there. */
export function createAccountState(settings: Pick<SettingsStore, 'get' | 'set'>, onChange: (state: AccountState) => void): AccountStateHolder {
  let sessions: Sessions = { signedIn: null, signingIn: null, opening: accountToOpen(settings) !== null, reason: null }
  let state: AccountState = {
    session: sessions.opening ? { state: 'opening' } : { state: 'signed-out', reason: null },
    remembered: settings.get('remembered'),
    keychain: 'ready',
    balance: noBalance,
  }
  const change: AccountStateHolder['change'] = (part = {}) => {
    const { signingIn, signedIn, opening, reason } = sessions
    const nothing = opening && !reason ? ({ state: 'opening' } as const) : ({ state: 'signed-out', reason } as const)
    state = { ...state, ...part, session: signingIn ?? signedIn ?? nothing }
    onChange(state)
  }
  const set = (part: Partial<Sessions>): void => {
    sessions = { ...sessions, ...part }
  }
  const changeSignedIn = (part: Partial<SignedIn>): void => {
    if (!sessions.signedIn) return
    set({ signedIn: { ...sessions.signedIn, ...part } })
    change()
  }
  const remember = (accounts: RememberedAccount[]): void => {
    settings.set('remembered', accounts)
    change({ remembered: accounts })
  }
  const changeRemembered = (accountId: string, part: Partial<RememberedAccount>): void =>
    remember(state.remembered.map((one) => (one.id === accountId ? { ...one, ...part } : one)))
  const currencyOf = (accountId: string | undefined): string => state.remembered.find(({ id }) => id === accountId)?.currency ?? 'EUR'
  const showKnown = ({ accounts, balance }: Known): void => {
    changeSignedIn({ accounts: [...accounts] })
    change({ balance })
  }
  return {
    state: () => state,
    sessions: () => sessions,
    set,
    change,
    opened() {
      set({ opening: false })
      change()
    },
    changeSignedIn,
    remember,
    rememberFirst(account) {
      const before = state.remembered.find(({ id }) => id === account.id)
      remember([{ ...before, ...account }, ...state.remembered.filter((one) => one !== before)].slice(0, MOST_REMEMBERED))
    },
    currencyOf,
    keepCurrency(currency) {
      const { signedIn } = sessions
      // most replies name it: only another one is written
      if (signedIn && currency !== currencyOf(signedIn.accountId)) changeRemembered(signedIn.accountId, { currency })
    },
    known: () => ({ accounts: state.session.state === 'signed-in' ? state.session.accounts : [], balance: state.balance }),
    showKnown,
    chosen: () => state.remembered.find(({ id }) => id === sessions.signedIn?.accountId)?.chosenAccount ?? '',
    choose(accountNumber) {
      const { signedIn } = sessions
      const account = signedIn?.accounts.find((one) => one.accountNumber === accountNumber)
      if (!signedIn || !account) throw new AppError('not-found', 'no such account of this login')
      changeRemembered(signedIn.accountId, { chosenAccount: accountNumber })
      showKnown({ accounts: chosenFirst(signedIn.accounts, accountNumber), balance: { ...state.balance, amount: account.balance } })
    },
  }
}
