import { keychainIpc } from '../../../shared/contract/keychain.ts'
import { createPeer, type Peer } from '../../../shared/contract/peer.ts'
import type { Keytar } from './keychain.ts'

/** The part of Electron's UtilityProcess that is used. */
export type KeychainChild = {
  postMessage(message: unknown): void
  kill(): boolean
  on(name: 'message', run: (message: unknown) => void): unknown
  on(name: 'exit', run: (code: number) => void): unknown
  on(name: 'error', run: (type: string, location: string) => void): unknown
}

/** An idle process is ended after this time, ms. */
const IDLE = 10_000
/** Longer than the keychain's limit, which applies first. */
const TIMEOUT = 130_000

/**
 * keytar in a separate process, started on the first request and ended after a refusal or when idle: libsecret keeps
 * one connection to the Secret Service for as long as its process lives, and never finds a service that was restarted.
 */
export function createKeychainProcess(fork: () => KeychainChild): Keytar {
  let running: { readonly peer: Peer<typeof keychainIpc>; readonly child: KeychainChild } | null = null
  let asked = 0
  let idle: NodeJS.Timeout | undefined

  const start = (): NonNullable<typeof running> => {
    const child = fork()
    const peer = createPeer({
      contract: keychainIpc,
      port: { post: (message) => child.postMessage(message) },
      timeout: TIMEOUT,
      goneCode: 'keychain-failed',
    })
    const started = { peer, child }
    child.on('message', (message) => peer.receive(message))
    // without a listener the event would end main; the exit follows
    child.on('error', () => {})
    child.on('exit', () => end(started))
    return started
  }
  const end = (one: NonNullable<typeof running>): void => {
    one.peer.close()
    if (running === one) running = null
  }
  type Question<T> = (peer: Peer<typeof keychainIpc>) => Promise<{ value: T } | { refusal: string }>
  /** A process that answered before may hold the connection to a service that was restarted since: then a new one is asked. */
  const ask = async <T>(run: Question<T>): Promise<T> => {
    const reused = running !== null
    try {
      return await askOnce(run)
    } catch (e) {
      if (!reused || isUsersRefusal(e)) throw e
      return askOnce(run)
    }
  }
  const askOnce = async <T>(run: Question<T>): Promise<T> => {
    clearTimeout(idle)
    running ??= start()
    const used = running
    const stop = (): void => {
      end(used)
      used.child.kill()
    }
    asked += 1
    try {
      const outcome = await run(used.peer)
      if ('value' in outcome) return outcome.value
      throw new Error(outcome.refusal)
    } catch (e) {
      stop()
      throw e
    } finally {
      asked -= 1
      if (asked === 0 && running) {
        const last = running
        idle = setTimeout(() => {
          end(last)
          last.child.kill()
        }, IDLE)
        idle.unref()
      }
    }
  }
  return {
    getPassword: (service, account) => ask((peer) => peer.call('keychain', 'read', { service, account })),
    setPassword: async (service, account, password) => void (await ask((peer) => peer.call('keychain', 'write', { service, account, password }))),
    deletePassword: (service, account) => ask((peer) => peer.call('keychain', 'remove', { service, account })),
  }
}

/** The keyring is locked, or its prompt was closed: asking again would only prompt again. */
const isUsersRefusal = (e: unknown): boolean => /locked|dismissed|cancell?ed/i.test(String(e))

/**
 * keytar in main at first. A request that fails there is repeated in `other`, unless the user refused it; once `other` succeeds
 * with one, every later request goes there.
 */
export function withFallback(first: Keytar, other: Keytar): Keytar {
  let lost = false
  const either = async <T>(run: (keytar: Keytar) => Promise<T>): Promise<T> => {
    if (lost) return run(other)
    try {
      return await run(first)
    } catch (e) {
      if (isUsersRefusal(e)) throw e
      const found = await run(other)
      lost = true
      return found
    }
  }
  return {
    getPassword: (service, account) => either((k) => k.getPassword(service, account)),
    setPassword: (service, account, password) => either((k) => k.setPassword(service, account, password)),
    deletePassword: (service, account) => either((k) => k.deletePassword(service, account)),
  }
}
