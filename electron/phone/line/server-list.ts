import type { LineSetup } from '../../../shared/contract/phone.ts'
import { addressesOf, type Lookups, locate, type Target } from '../sip/locate.ts'

/** Where a line's server can be reached, tried one after the other; looked up again when every one was tried, since DNS may have changed. */
export class ServerList {
  readonly #setup: LineSetup
  readonly #lookups: () => Lookups
  readonly #onAddresses: (addresses: readonly string[]) => void
  #targets: Target[] = []
  #next = 0

  /** @param onAddresses every address the server's name leads to: requests from there are the server's */
  constructor(setup: LineSetup, lookups: () => Lookups, onAddresses: (addresses: readonly string[]) => void) {
    this.#setup = setup
    this.#lookups = lookups
    this.#onAddresses = onAddresses
  }

  /** @throws NameNotFound, or when the line has no address */
  async current(): Promise<Target> {
    if (this.#next >= this.#targets.length) {
      this.#next = 0
      this.#targets = await this.#find()
    }
    const target = this.#targets[this.#next]
    if (!target) throw new Error('the line has no address')
    return target
  }

  /** The current one failed. @returns whether it was the last of the list */
  failed(): boolean {
    this.#next += 1
    return this.#next >= this.#targets.length
  }

  async #find(): Promise<Target[]> {
    const { server, transports, webSocketAddress } = this.#setup
    if (webSocketAddress !== null) {
      const url = new URL(webSocketAddress)
      const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
      return [{ transport: 'wss', host, address: host, port: Number(url.port || 443) }]
    }
    const lookups = this.#lookups()
    const targets = await locate(server.host, server.port, transports, lookups)
    this.#onAddresses([...targets.map(({ address }) => address), ...(await addressesOf(server.host, lookups))])
    return targets
  }
}
