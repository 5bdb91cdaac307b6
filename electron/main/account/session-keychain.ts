import type { Entry, Keychain } from './keychain.ts'

/** Holds secrets for this run only: used when the user did not choose "Stay signed in". Nothing is written anywhere. */
export function createMemoryKeychain(): Keychain {
  const secrets = new Map<string, string>()
  const key = (entry: Entry) => JSON.stringify(entry)
  return {
    read: async (entry) => secrets.get(key(entry)) ?? null,
    write: async (entry, secret) => void secrets.set(key(entry), secret),
    remove: async (entry) => void secrets.delete(key(entry)),
    check: async () => 'ready',
  }
}
