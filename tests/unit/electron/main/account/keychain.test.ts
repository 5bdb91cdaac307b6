import { expect, it } from 'vitest'
import { createKeychain, type Keytar } from '../../../../../electron/main/account/keychain.ts'

const entry = { kind: 'account', accountId: 'https://p.example alice' } as const
const refuses = (message: string) => Promise.reject(new Error(message))
function fake(part: Partial<Keytar> = {}): Keytar & { stored: Map<string, string> } {
  const stored = new Map<string, string>()
  return {
    stored,
    getPassword: async (s, a) => stored.get(`${s}/${a}`) ?? null,
    setPassword: async (s, a, p) => void stored.set(`${s}/${a}`, p),
    deletePassword: async (s, a) => stored.delete(`${s}/${a}`),
    ...part,
  }
}

it('keeps, reads and removes; what is not there is null', async () => {
  const keytar = fake()
  const keychain = createKeychain(async () => keytar)
  expect(await keychain.read(entry)).toBeNull()
  await keychain.write(entry, 'pässword')
  expect(await keychain.read(entry)).toBe('pässword')
  await keychain.remove(entry)
  expect(await keychain.read(entry)).toBeNull()
  expect(keytar.stored.size).toBe(0)
})
it.each([
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'keychain-no-service'],
  ['Could not connect: No such file or directory', 'keychain-no-service'],
  ['The name org.freedesktop.secrets was not provided by any .service files', 'keychain-no-service'],
  ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'keychain-no-service'],
  ['Cannot create an item in a locked collection', 'keychain-locked'],
  ['something else', 'keychain-failed'],
])('%s is %s', async (message, code) => {
  const keychain = createKeychain(async () => fake({ setPassword: () => refuses(message), getPassword: () => refuses(message) }))
  await expect(keychain.write(entry, 'x')).rejects.toMatchObject({ code })
  await expect(keychain.read(entry)).rejects.toMatchObject({ code })
})
it('never reads a locked keyring’s null as "no password"', async () => {
  const keychain = createKeychain(async () =>
    fake({ getPassword: async () => null, setPassword: () => refuses('Cannot create an item in a locked collection') }),
  )
  await expect(keychain.read(entry)).rejects.toMatchObject({ code: 'keychain-locked' })
  expect(await keychain.check()).toBe('locked')
})
it('reports a missing library as such, and tries to load it again', async () => {
  let there = false
  const keychain = createKeychain(async () => {
    if (!there) throw new Error('Failed to load keytar native addon')
    return fake()
  })
  await expect(keychain.read(entry)).rejects.toMatchObject({ code: 'keychain-no-library' })
  there = true
  expect(await keychain.check()).toBe('ready')
})
it('does not wait for ever', async () => {
  const keychain = createKeychain(async () => fake({ getPassword: () => new Promise(() => {}) }), 20)
  await expect(keychain.read(entry)).rejects.toMatchObject({ code: 'keychain-failed' })
})
it('refuses what Windows could not hold', async () => {
  await expect(createKeychain(async () => fake()).write(entry, 'x'.repeat(1300))).rejects.toMatchObject({ code: 'invalid-argument' })
})
