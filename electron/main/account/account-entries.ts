import { AppError } from '../../../shared/domain/failure.ts'
import type { AccountDatabase } from '../storage/database.ts'
import type { Entry, Keychain } from './keychain.ts'
import { createSessionSecrets } from './session-secrets.ts'

/** The sign-ins of an account's areas. */
export const areaEntries = (accountId: string): readonly Entry[] =>
  (['cards', 'callshop'] as const).map((area) => ({ kind: 'area', accountId, area }))

/**
 * What the keychain may hold of an account besides its own password: the sign-ins of its areas, and the passwords of its lines. A
 * database that cannot be read names no lines.
 */
export async function accountEntries(accountId: string, database: Pick<AccountDatabase, 'request'>): Promise<readonly Entry[]> {
  const { lines, absent = [] } = await database.request('loadLines').catch(() => ({ lines: [] as const, absent: [] as const }))
  return [
    ...areaEntries(accountId),
    ...[...lines, ...absent].flatMap(({ policy }): Entry[] =>
      (['provider', 'manual'] as const).map((source) => ({ kind: 'line', accountId, lineId: policy.id, source })),
    ),
  ]
}

/** Removes entries. Stops at the first failure, since each question to a keychain that does not answer may take minutes. @throws AppError `secrets-left` */
export async function removeEntries(keychain: Pick<Keychain, 'remove'>, entries: readonly Entry[]): Promise<void> {
  try {
    for (const entry of entries) await keychain.remove(entry)
  } catch (e) {
    throw e instanceof AppError && e.code === 'secrets-left'
      ? e
      : new AppError('secrets-left', 'the keychain did not remove every secret', { cause: e })
  }
}

/**
 * Removes an account's own password, and what else its database names, within the limit for a keychain that does not answer.
 *
 * @returns whether all were removed
 */
export function removeKept(keychain: Keychain, accountId: string, database?: Pick<AccountDatabase, 'request'>): Promise<boolean> {
  const secrets = createSessionSecrets(keychain)
  secrets.forget()
  // asked at once: the account may be closed while the keychain is waited for
  const others = database ? accountEntries(accountId, database) : []
  const remove = async (): Promise<void> => {
    await secrets.remove({ kind: 'account', accountId })
    await removeEntries(secrets, await others)
  }
  return secrets.removed(remove().catch(() => {}))
}
