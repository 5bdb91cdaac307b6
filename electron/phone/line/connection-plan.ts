import type { LineSetup } from '../../../shared/contract/phone.ts'
import type { Lookups } from '../sip/locate.ts'
import type { WireOptions } from '../sip/wire.ts'
import type { Server } from './register-redirect.ts'
import { ServerList } from './server-list.ts'

export type ConnectionPlanOptions = {
  readonly setup: LineSetup
  /** The local UDP port of an earlier binding; null without one. */
  readonly localPort: number | null
  readonly lookups: () => Lookups
  /** Addresses that the server's name leads to. */
  readonly onAddresses: (addresses: readonly string[]) => void
  /** Claims local UDP port 5060; false when another line has it. */
  readonly claimStandardPort: () => boolean
}

/** ms. */
const CONNECT_LIMIT = 8000
const STANDARD_PORT = 5060

/** How a line connects next: to which server, over which transport, from which local port. */
export class ConnectionPlan {
  readonly #options: ConnectionPlanOptions
  readonly #servers: ServerList
  #localPort: number | null

  constructor(options: ConnectionPlanOptions) {
    this.#options = options
    this.#localPort = options.localPort
    this.#servers = new ServerList(options.setup, options.lookups, options.onAddresses)
  }

  /** The local UDP port to bind again, so that a router keeps its mapping; null before the first. */
  get localPort(): number | null {
    return this.#localPort
  }
  set localPort(port: number | null) {
    this.#localPort = port
  }

  /** The next server and transport of the list; a new list once every one was tried. @throws NameNotFound, or when the line has no address */
  async next(): Promise<WireOptions> {
    const { setup, claimStandardPort } = this.#options
    const target = await this.#servers.current()
    const localPorts = [
      ...(setup.standardPorts && target.transport === 'udp' && claimStandardPort() ? [STANDARD_PORT] : []),
      ...(this.#localPort === null ? [] : [this.#localPort]),
    ]
    return { target, pin: setup.pin, localPorts, webSocketAddress: setup.webSocketAddress, connectTimeout: CONNECT_LIMIT }
  }

  /** The registrar sends us to another server, which the next connection leads to. @returns false when that was too often */
  redirect(server: Server): boolean {
    return this.#servers.redirect(server)
  }

  /** The line is registered. */
  accepted(): void {
    this.#servers.accepted()
  }

  /** The current server failed. @returns whether it was the last of the list */
  failed(): boolean {
    return this.#servers.failed()
  }
}
