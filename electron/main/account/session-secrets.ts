import { AppError } from '../../../shared/domain/failure.ts'
import { endsWithin } from '../ends-within.ts'
import type { Keychain } from './keychain.ts'

/** The keychain as an open account uses it. */
export type SessionSecrets = Keychain & {
  /** Refuses every later write: the account's secrets are being removed. */
  readonly forget: () => void
  /** Waits for a removal, at most REMOVE_LIMIT. Resolves to whether every secret was removed. */
  readonly removed: (removal: Promise<unknown>) => Promise<boolean>
  /** Waits until what is being stored is stored, at most STORE_LIMIT. */
  readonly stored: (storing: Promise<unknown>) => Promise<void>
}

/** A keychain that does not answer must not hold up signing out, ms. */
export const REMOVE_LIMIT = 10_000
/** Nor quitting, or switching to another account, ms. With the phone process's 3 s it is less than quitting takes at most (system/quit.ts). */
export const STORE_LIMIT = 2000

/**
 * Follows what becomes of an account's secrets when it is signed out. A write that succeeds after that is undone. After one
 * removal failed, the keychain is not asked again: each question may take minutes.
 */
export function createSessionSecrets(keychain: Keychain): SessionSecrets {
  let forgetting = false
  let failure: unknown = null
  const late: Promise<unknown>[] = []
  const remove: Keychain['remove'] = async (entry) => {
    if (forgetting && failure !== null) throw failure
    try {
      await keychain.remove(entry)
    } catch (e) {
      if (forgetting) failure = e
      throw e
    }
  }
  return {
    read: keychain.read,
    check: keychain.check,
    remove,
    async write(entry, secret) {
      if (forgetting) throw new AppError('cancelled', 'the account was signed out')
      const writing = keychain.write(entry, secret)
      const undone = writing.then(() => (forgetting ? remove(entry) : undefined))
      late.push(undone)
      void undone.catch(() => {}).finally(() => late.splice(late.indexOf(undone), 1))
      await writing
    },
    forget() {
      forgetting = true
    },
    async removed(removal) {
      const inTime = await endsWithin(REMOVE_LIMIT, Promise.all([removal, Promise.allSettled(late)]))
      return inTime && failure === null
    },
    async stored(storing) {
      await endsWithin(STORE_LIMIT, storing)
    },
  }
}
