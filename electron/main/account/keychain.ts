import type { KeychainState } from '../../../shared/domain/account.ts'
import { AppError, type ErrorCode } from '../../../shared/domain/failure.ts'
import type { Area } from '../../../shared/domain/services.ts'

/** The part of keytar that is used. findCredentials is not: the list of accounts lives in settings. */
export type Keytar = {
  readonly getPassword: (service: string, account: string) => Promise<string | null>
  readonly setPassword: (service: string, account: string, password: string) => Promise<void>
  readonly deletePassword: (service: string, account: string) => Promise<boolean>
}

/** Names a secret: one entry for the account's password, one for each SIP password, one for each area's sign-in. */
export type Entry =
  /** Name and password of an area's separate sign-in. */
  | { readonly kind: 'area'; readonly accountId: string; readonly area: Area }
  /** Key under which PINs are hashed. */
  | { readonly kind: 'pin-key'; readonly accountId: string }
  | { readonly kind: 'account'; readonly accountId: string }
  /** The password for the address book on a server. */
  | { readonly kind: 'card-server'; readonly address: string; readonly userName: string }
  | { readonly kind: 'line'; readonly accountId: string; readonly lineId: string; readonly source: 'provider' | 'manual' }

export type Keychain = {
  /** The secret, or null when it is certain that there is none. Throws AppError keychain-*. */
  readonly read: (entry: Entry) => Promise<string | null>
  readonly write: (entry: Entry, secret: string) => Promise<void>
  readonly remove: (entry: Entry) => Promise<void>
  /** Whether a secret could be stored now; tried with a test entry. */
  readonly check: () => Promise<KeychainState>
}

const PROBE = ['Dialdesk check', 'probe'] as const
/** Windows' credential store holds 2,560 bytes per entry, of UTF-16 text. */
const MAX_BYTES = 2560
/** Long enough for a user to unlock the keyring, short enough for a service that died. */
const TIMEOUT = 120_000

/**
 * The system's keychain through keytar, with a code for each failure: a locked keyring, a missing service and a missing library
 * are not "no entry", and none of them ever leads to a file instead.
 *
 * @param load imports keytar; called when it is first needed, for the import itself fails where libsecret is missing
 */
export function createKeychain(load: () => Promise<Keytar>, timeout = TIMEOUT): Keychain {
  let loaded: Promise<Keytar> | undefined
  const keytar = (): Promise<Keytar> => {
    loaded ??= load().catch((e: unknown) => {
      loaded = undefined
      throw new AppError('keychain-no-library', 'the keychain library cannot be loaded', { cause: e })
    })
    return loaded
  }
  const run = async <T>(use: (k: Keytar) => Promise<T>): Promise<T> => {
    const library = await keytar()
    const limit = Promise.withResolvers<never>()
    const timer = setTimeout(() => limit.reject(new AppError('keychain-failed', 'the keychain does not answer')), timeout)
    try {
      return await Promise.race([use(library), limit.promise])
    } catch (e) {
      throw e instanceof AppError ? e : new AppError(classify(e), 'the keychain refused', { retryable: true })
    } finally {
      clearTimeout(timer)
    }
  }
  /** A locked keyring reads as "no entry" where the user cannot be prompted; a write distinguishes the two. */
  const probe = async (): Promise<void> => {
    await run((k) => k.setPassword(...PROBE, 'probe'))
    await run((k) => k.deletePassword(...PROBE))
  }
  return {
    async read(entry) {
      const secret = await run((k) => k.getPassword(...keychainKey(entry)))
      if (secret === null) await probe()
      return secret
    },
    async write(entry, secret) {
      if (Buffer.byteLength(secret, 'utf16le') > MAX_BYTES) throw new AppError('invalid-argument', 'the password is too long for the keychain')
      await run((k) => k.setPassword(...keychainKey(entry), secret))
    },
    async remove(entry) {
      await run((k) => k.deletePassword(...keychainKey(entry)))
    },
    async check() {
      try {
        await probe()
        return 'ready'
      } catch (e) {
        return stateOf((e as AppError).code)
      }
    },
  }
}

/** The keychain's state after a request to it was refused with this code. */
export function stateOf(code: ErrorCode): KeychainState {
  switch (code) {
    case 'keychain-locked':
      return 'locked'
    case 'keychain-no-service':
      return 'no-service'
    case 'keychain-no-library':
      return 'no-library'
    default:
      return 'failed'
  }
}

function keychainKey(entry: Entry): [service: string, account: string] {
  switch (entry.kind) {
    case 'account':
      return ['Dialdesk account', entry.accountId]
    case 'line':
      return ['Dialdesk line', `${entry.accountId} ${entry.lineId} ${entry.source}`]
    case 'area':
      return ['Dialdesk area', `${entry.accountId} ${entry.area}`]
    case 'card-server':
      return ['Dialdesk address book', `${entry.address} ${entry.userName}`]
    case 'pin-key':
      return ['Dialdesk PIN key', entry.accountId]
    default:
      return entry satisfies never
  }
}

/** libsecret and the systems' stores give errors without codes; only their text tells them apart. */
function classify(e: unknown): ErrorCode {
  const text = e instanceof Error ? e.message : String(e)
  if (/locked|dismissed|cancell?ed|interaction is not allowed/i.test(text)) return 'keychain-locked'
  if (/autolaunch|could not connect|not provided by any|ServiceUnknown|collection\/login|NoReply|no such file/i.test(text))
    return 'keychain-no-service'
  return 'keychain-failed'
}
