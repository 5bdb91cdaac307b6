// Entry of the keychain process, an Electron utility process that is started where the library in main has lost its service.
import { keychainIpc } from '../../../shared/contract/keychain.ts'
import { createPeer } from '../../../shared/contract/peer.ts'
import type { Keytar } from './keychain.ts'

const port = (process as unknown as { parentPort: { on(name: 'message', run: (m: { data: unknown }) => void): void; postMessage(m: unknown): void } })
  .parentPort
const keytar = import('keytar').then((library) => (library as unknown as { default: Keytar }).default)
const outcomeOf = async <T>(run: (library: Keytar) => Promise<T>): Promise<{ value: T } | { refusal: string }> => {
  try {
    return { value: await run(await keytar) }
  } catch (e) {
    return { refusal: String(e instanceof Error ? e.message : e).slice(0, 2000) }
  }
}
const peer = createPeer({
  contract: keychainIpc,
  port: { post: (message) => port.postMessage(message) },
  handlers: {
    keychain: {
      read: ({ service, account }) => outcomeOf((k) => k.getPassword(service, account)),
      write: ({ service, account, password }) => outcomeOf((k) => k.setPassword(service, account, password).then(() => null)),
      remove: ({ service, account }) => outcomeOf((k) => k.deletePassword(service, account)),
    },
  },
})
port.on('message', ({ data }) => peer.receive(data))
