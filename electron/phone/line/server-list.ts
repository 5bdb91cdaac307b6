import type { LineSetup } from '../../../shared/contract/phone.ts'
import { addressesOf, type Lookups, locate, type Target } from '../sip/locate.ts'
import type { Server } from './register-redirect.ts'

/** Redirects in a row. */
const MOST_REDIRECTS = 3

/** Where a line's server can be reached, tried one after the other; looked up again when every one was tried, since DNS may have changed. */
export class ServerList {
  readonly #setup: LineSetup
  readonly #lookups: () => Lookups
  readonly #onAddresses: (addresses: readonly string[]) => void
  #targets: Target[] = []
  #next = 0
  /** Where the registrar has sent us; null while the line's own server is used. */
  #redirected: Server | null = null
  #redirects = 0

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
    const through = this.#next >= this.#targets.length
    if (through) this.#redirected = null
    return through
  }

  /** The registrar sends us to another server. @returns false when it has done so too often: they send us to and fro */
  redirect(server: Server): boolean {
    if (this.#redirects >= MOST_REDIRECTS) return false
    this.#redirects += 1
    this.#redirected = server
    this.#targets = []
    this.#next = 0
    return true
  }

  /** The line is registered. */
  accepted(): void {
    this.#redirects = 0
  }

  async #find(): Promise<Target[]> {
    const { transports, webSocketAddress } = this.#setup
    const server = this.#redirected ?? this.#setup.server
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
