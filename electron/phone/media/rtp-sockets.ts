import type { Address } from '../sip/address.ts'
import { openPortPair, type PortPair, sendTo } from './port-pair.ts'
import { publicAddress } from './stun.ts'
import { TurnRelay, type TurnServer } from './turn-relay.ts'

/** Servers that help packets through a NAT; null for none. */
export type NatServers = { readonly stun: StunServer | null; readonly turn: TurnServer | null }
export type StunServer = { readonly host: string; readonly port: number }
export type RtpSocketEvents = {
  readonly onRtp: (data: Buffer, from: Address) => void
  readonly onRtcp: (data: Buffer, from: Address) => void
}
/** Where our descriptions ask for packets; `publicAddress` is what a STUN server saw, null without one. */
export type LocalMediaAddress = { readonly address: string; readonly port: number; readonly publicAddress: string | null }

/** The RTP and RTCP sockets of a call. They can be moved to another address of this computer, and closed at any time. */
export class RtpSockets {
  readonly #events: RtpSocketEvents
  readonly #closed = new AbortController()
  #pair: PortPair | undefined
  #relay: TurnRelay | null = null
  #binds = 0

  constructor(events: RtpSocketEvents) {
    this.#events = events
  }

  get open(): boolean {
    return this.#pair !== undefined
  }

  /**
   * Opens sockets on `address` and closes the earlier ones. Of several concurrent calls the last one wins; the others return
   * null.
   *
   * @throws when it is closed meanwhile, or when there is no free port: no new socket is left behind then
   */
  async bind(address: string, { stun, turn }: NatServers): Promise<LocalMediaAddress | null> {
    const { signal } = this.#closed
    this.#binds += 1
    const number = this.#binds
    const pair = await openPortPair(address, signal)
    const relay = turn ? new TurnRelay(pair.rtp, turn) : null
    const events = this.#events
    pair.rtp.on('message', (data, { address: host, port }) => {
      const from = { host, port }
      const relayed = relay?.receive(data, from)
      if (relayed === null || this.#pair !== pair) return
      events.onRtp(relayed?.data ?? data, relayed?.from ?? from)
    })
    const lent = relay ? await relay.allocate() : null
    if (relay && !lent) relay[Symbol.dispose]()
    const seen = stun && !lent ? await publicAddress(pair.rtp, stun, { signal }) : null
    if (signal.aborted || number !== this.#binds) {
      relay?.[Symbol.dispose]()
      pair[Symbol.dispose]()
      signal.throwIfAborted()
      return null
    }
    this.#pair?.[Symbol.dispose]()
    this.#relay?.[Symbol.dispose]()
    this.#pair = pair
    this.#relay = lent ? relay : null
    pair.rtcp.on('message', (data, from) => this.#pair === pair && this.#events.onRtcp(data, { host: from.address, port: from.port }))
    const announced = lent ?? seen
    return { address: announced?.address ?? address, port: announced?.port ?? pair.port, publicAddress: seen?.address ?? null }
  }

  sendRtp(data: Uint8Array, to: Address): void {
    if (this.#relay) this.#relay.send(data, to)
    else if (this.#pair) sendTo(this.#pair.rtp, data, to.port, to.host)
  }
  /** A relay is lent for RTP alone: reports stay here then. */
  sendRtcp(data: Uint8Array, to: Address): void {
    if (this.#pair && !this.#relay) sendTo(this.#pair.rtcp, data, to.port, to.host)
  }

  /** Closes the sockets, also those that are being opened; packets that were sent before still leave. */
  close(): void {
    this.#closed.abort(new Error('the RTP port is closed'))
    const pair = this.#pair
    this.#pair = undefined
    this.#relay?.[Symbol.dispose]()
    this.#relay = null
    if (pair) setImmediate(() => pair[Symbol.dispose]())
  }
}
