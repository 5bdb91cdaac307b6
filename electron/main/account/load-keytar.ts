import type { Keytar } from './keychain.ts'
import { createKeychainProcess, type KeychainChild, withFallback } from './keychain-process.ts'

/** Loads the keychain library when it is first needed; on Linux with a process to fall back on. @param fork starts the keychain process */
export async function loadKeytar(fork: () => KeychainChild): Promise<Keytar> {
  const { default: keytar } = (await import('keytar')) as unknown as { default: Keytar }
  // the other systems' keychains are no service that can be restarted, and know a program by its file
  return process.platform === 'linux' ? withFallback(keytar, createKeychainProcess(fork)) : keytar
}
