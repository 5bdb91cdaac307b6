import { fork } from 'node:child_process'
import { resolve } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createKeychain, type Keytar } from '../../../../../electron/main/account/keychain.ts'
import { createKeychainProcess, type KeychainChild, withFallback } from '../../../../../electron/main/account/keychain-process.ts'
import { startKeyring } from '../../../../support/keyring.ts'

const entry = { kind: 'account', accountId: 'https://p.example alice' } as const
afterEach(() => vi.useRealTimers())

/** Processes that answer with `reply`; `dead` ones refuse everything. */
function processes() {
  const all: { killed: boolean; readonly exit: (code: number) => void; asked: number; refusal?: string }[] = []
  const stored = new Map<string, string>()
  const fake = {
    all,
    stored,
    dead: false,
    silent: false,
    fork(): KeychainChild {
      const { dead, silent } = fake
      const heard = new Map<string, (...values: never[]) => void>()
      const one: (typeof all)[number] = {
        killed: false,
        asked: 0,
        exit: (code: number) => heard.get('exit')?.(code as never),
        ...(dead ? { refusal: 'The connection is closed' } : {}),
      }
      all.push(one)
      return {
        postMessage(message) {
          one.asked += 1
          if (silent) return
          const { id, channel, args } = message as { id: number; channel: string; args: { service: string; account: string; password?: string } }
          const key = `${args.service}/${args.account}`
          const value = channel === 'keychain.read' ? (stored.get(key) ?? null) : channel === 'keychain.remove' ? stored.delete(key) : null
          const { refusal } = one
          if (channel === 'keychain.write' && refusal === undefined) stored.set(key, args.password ?? '')
          const outcome = { ok: true, value: refusal === undefined ? { value } : { refusal } }
          queueMicrotask(() => heard.get('message')?.({ kind: 'reply', id, outcome } as never))
        },
        kill: () => (one.killed = true),
        on: (name: string, run: (...values: never[]) => void) => heard.set(name, run),
      }
    },
  }
  return fake
}

describe('the keychain process', () => {
  it('is started when something is asked, and ended when idle', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const fake = processes()
    const keytar = createKeychainProcess(fake.fork)
    expect(fake.all.length).toBe(0)
    await keytar.setPassword('s', 'a', 'made-up')
    expect(await keytar.getPassword('s', 'a')).toBe('made-up')
    expect(fake.all).toMatchObject([{ killed: false, asked: 2 }])
    vi.advanceTimersByTime(10_000)
    expect(fake.all).toMatchObject([{ killed: true }])
    expect(await keytar.deletePassword('s', 'a')).toBe(true)
    expect(fake.all.length).toBe(2)
  })
  it('that was refused is ended, and the next question goes to a new one', async () => {
    const fake = processes()
    const keytar = createKeychainProcess(fake.fork)
    fake.dead = true
    await expect(keytar.getPassword('s', 'a')).rejects.toThrow('The connection is closed')
    expect(fake.all).toMatchObject([{ killed: true }])
    fake.dead = false
    expect(await keytar.getPassword('s', 'a')).toBeNull()
  })
  it('that answered before and lost its service since is replaced, and the question goes to a new one', async () => {
    const fake = processes()
    const keytar = createKeychainProcess(fake.fork)
    await keytar.setPassword('s', 'a', 'made-up')
    Object.assign(fake.all[0] ?? {}, { refusal: 'The connection is closed' })
    expect(await keytar.getPassword('s', 'a')).toBe('made-up')
    expect(fake.all).toMatchObject([{ killed: true }, { killed: false }])
  })
  it('does not ask a second time what the user refused', async () => {
    const fake = processes()
    const keytar = createKeychainProcess(fake.fork)
    await keytar.setPassword('s', 'a', 'made-up')
    Object.assign(fake.all[0] ?? {}, { refusal: 'The prompt was dismissed' })
    await expect(keytar.getPassword('s', 'a')).rejects.toThrow('dismissed')
    expect(fake.all.length).toBe(1)
  })
  it('that dies fails what was asked of it, and the next question goes to a new one', async () => {
    const fake = processes()
    fake.silent = true
    const keytar = createKeychainProcess(fake.fork)
    const asked = expect(keytar.getPassword('s', 'a')).rejects.toThrow()
    fake.all[0]?.exit(1)
    await asked
    fake.silent = false
    expect(await keytar.getPassword('s', 'a')).toBeNull()
  })
})

describe('the keychain in main, with the process behind it', () => {
  const refusing = (message: string): Keytar => {
    const refuse = () => Promise.reject(new Error(message))
    return { getPassword: refuse, setPassword: refuse, deletePassword: refuse }
  }
  it('asks the process once main lost its service, and from then on at once', async () => {
    const fake = processes()
    const keychain = createKeychain(async () => withFallback(refusing('The connection is closed'), createKeychainProcess(fake.fork)))
    await keychain.write(entry, 'made-up')
    expect(await keychain.read(entry)).toBe('made-up')
    await keychain.remove(entry)
    expect(fake.stored.size).toBe(0)
  })
  it('does not ask again what the user refused', async () => {
    const fake = processes()
    const keychain = createKeychain(async () => withFallback(refusing('The prompt was dismissed'), createKeychainProcess(fake.fork)))
    await expect(keychain.read(entry)).rejects.toMatchObject({ code: 'keychain-locked' })
    expect(fake.all.length).toBe(0)
  })
})

it.runIf(process.platform === 'linux')('a real keyring that was restarted is found again', { timeout: 60_000 }, async () => {
  const keyring = await startKeyring('unlocked')
  const children: KeychainChild[] = []
  try {
    // each process keeps the connection that it opened first; the one here acts as the library in main
    const start = (): KeychainChild => {
      const child = fork(resolve('electron/main/account/keychain-worker.ts'), [], {
        env: { ...process.env, ...keyring.env },
        execArgv: ['--disable-warning=ExperimentalWarning', '--import', new URL('../../../../electron-host/utility-child.mjs', import.meta.url).href],
        serialization: 'advanced',
      })
      const one = Object.assign(child, { postMessage: (message: unknown) => child.send(message as object) }) as unknown as KeychainChild
      children.push(one)
      return one
    }
    const keychain = createKeychain(async () => createKeychainProcess(start))
    await keychain.write(entry, 'made-up')
    await keyring.restart('no-service')
    await expect(keychain.read(entry)).rejects.toMatchObject({ code: /keychain-(failed|no-service)/ })
    await keyring.restart('unlocked')
    expect(await keychain.read(entry)).toBe('made-up')
    expect(await keychain.check()).toBe('ready')
    // at the first question too, while the process still holds the connection to the service before
    await keyring.restart('unlocked')
    await keychain.write(entry, 'made-up-2')
    expect(await keychain.read(entry)).toBe('made-up-2')
  } finally {
    for (const child of children) child.kill()
    await keyring.close()
  }
})
