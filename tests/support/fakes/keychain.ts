import type { Entry, Keychain } from '../../../electron/main/account/keychain.ts'
import { AppError } from '../../../shared/domain/failure.ts'

type FakeKeychain = {
  readonly stored: Map<string, string>
  /** How often it was reached. */
  asked: number
  gone: boolean
  hanging: boolean
  /** Lets what hangs go on. */
  readonly answer: () => void
  readonly keychain: Keychain
}

/** A keychain whose service can go away (`gone`) or stop answering (`hanging`). */
export function fakeKeychain(): FakeKeychain {
  const stored = new Map<string, string>()
  const key = (entry: Entry): string =>
    [
      entry.kind,
      'accountId' in entry ? entry.accountId : `${entry.address} ${entry.userName}`,
      'lineId' in entry ? `${entry.lineId} ${entry.source}` : '',
    ]
      .join(' ')
      .trim()
  const waiting: (() => void)[] = []
  const fake: FakeKeychain = {
    stored,
    asked: 0,
    gone: false,
    hanging: false,
    answer(): void {
      fake.hanging = false
      for (const resolve of waiting.splice(0)) resolve()
    },
    keychain: {
      read: (entry) => reach(() => stored.get(key(entry)) ?? null),
      write: (entry, secret) => reach(() => void stored.set(key(entry), secret)),
      remove: (entry) => reach(() => void stored.delete(key(entry))),
      check: async () => (fake.gone ? 'no-service' : 'ready'),
    },
  }
  async function reach<T>(run: () => T): Promise<T> {
    fake.asked += 1
    if (fake.hanging) await new Promise<void>((resolve) => waiting.push(resolve))
    if (fake.gone) throw new AppError('keychain-no-service', 'made up: no service')
    return run()
  }
  return fake
}
