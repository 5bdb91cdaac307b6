import type { OpenAccount } from '../account/account-session.ts'
import { asFailure } from '../failure.ts'
import type { LiveLine } from './live-line.ts'

type Passwords = readonly (readonly [lineId: string, password: string])[]

export type LineSecrets = {
  /** By line, passwords set by hand that could not be read when the line was loaded: a keychain that was locked may be open by now. */
  readonly locked: (from: OpenAccount, lines: readonly LiveLine[]) => Promise<Map<string, string>>
  /**
   * Stores the provider's passwords, all of them also where the account is closed meanwhile: without the provider, they are what the
   * next start registers with. Once it is signed out, none. Never rejects: what could not be stored is logged.
   */
  readonly store: (from: OpenAccount, passwords: Passwords) => Promise<void>
  /** Resolves when every `store` so far has ended. */
  readonly stored: () => Promise<void>
  /** Never rejects: what could not be removed is logged. */
  readonly remove: (from: OpenAccount, lineId: string) => Promise<void>
}

/** The passwords of lines in the keychain. */
export function createLineSecrets(log: (text: string) => void): LineSecrets {
  let storing: Promise<unknown> = Promise.resolve()
  const storeAll = async (from: OpenAccount, passwords: Passwords): Promise<void> => {
    for (const [lineId, password] of passwords) {
      await from.secrets.write({ kind: 'line', accountId: from.accountId, lineId, source: 'provider' }, password).catch((e: unknown) => {
        const { code } = asFailure(e)
        if (code !== 'cancelled') log(`line ${lineId}: ${code}`)
      })
    }
  }
  return {
    store(from, passwords) {
      const stored = storeAll(from, passwords)
      storing = Promise.all([storing, stored])
      return stored
    },
    stored: async () => void (await storing),
    async locked(from, lines) {
      const found = new Map<string, string>()
      for (const { stored, manualPassword } of lines) {
        if (manualPassword !== null || !stored.passwordOverridden) continue
        const { id } = stored.policy
        const password = await from.secrets.read({ kind: 'line', accountId: from.accountId, lineId: id, source: 'manual' }).catch(() => null)
        if (password !== null) found.set(id, password)
      }
      return found
    },
    async remove(from, lineId) {
      for (const source of ['provider', 'manual'] as const) {
        await from.secrets
          .remove({ kind: 'line', accountId: from.accountId, lineId, source })
          .catch((e: unknown) => log(`line ${lineId}: ${asFailure(e).code}`))
      }
    },
  }
}
