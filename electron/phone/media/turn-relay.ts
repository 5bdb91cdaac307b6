import type { Socket } from 'node:dgram'
import { isIPv4 } from 'node:net'
import { type Address, sameAddress } from '../sip/address.ts'
import { sendTo } from './port-pair.ts'
import type { StunAddress } from './stun.ts'
import {
  type Attribute,
  lifetime,
  overUdp,
  peerOf,
  readDataIndication,
  readTurnAnswer,
  sendIndication,
  type TurnAnswer,
  type TurnCredentials,
  type turnMethods,
  turnRequest,
} from './turn-message.ts'

export type TurnServer = { readonly host: string; readonly port: number; readonly userName: string; readonly password: string }

/** s. */
const LIFETIME = 600
/** ms. A permission ends after five minutes (RFC 8656 9). */
const REFRESH_EVERY = 4 * 60_000
/** ms until a request is repeated, and until it is given up. */
const REPEAT = { every: 250, limit: 2500 }
/** Hosts that may send by way of the relay. */
const MOST_PEERS = 8

/**
 * A relayed address for one call's RTP (RFC 8656), over the RTP socket itself. The server passes on only what comes from hosts that
 * we send to.
 */
export class TurnRelay implements Disposable {
  readonly #socket: Socket
  readonly #server: TurnServer
  #credentials: TurnCredentials | null = null
  readonly #waiting = new Map<string, (answer: TurnAnswer) => void>()
  readonly #permitted = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #allocated = false
  #closed = false

  constructor(socket: Socket, server: TurnServer) {
    this.#socket = socket
    this.#server = server
  }

  /** The address that the far end is to send to; null where the server gives none in time. */
  async allocate(): Promise<StunAddress | null> {
    const answer = await this.#request('allocate', [overUdp, lifetime(LIFETIME)])
    if (!answer?.ok || !answer.relayed) return null
    this.#allocated = true
    if (this.#closed) this.#end()
    else this.#timer = setInterval(() => this.#refresh(), REFRESH_EVERY)
    return answer.relayed
  }

  /** Sends to the far end; the first packets to a host are lost until the server lets its answers through. */
  send(data: Uint8Array, { host, port }: Address): void {
    if (!isIPv4(host)) return
    if (!this.#permitted.has(host) && this.#permitted.size < MOST_PEERS) {
      this.#permitted.add(host)
      void this.#request('permission', [peerOf(host)])
    }
    this.#write(sendIndication(data, { address: host, port }))
  }

  /** A datagram of the RTP socket. @returns what a far end sent by way of the relay; null for what is the server's own, undefined for anything else */
  receive(data: Buffer, from: Address): { readonly data: Buffer; readonly from: Address } | null | undefined {
    if (!sameAddress(from, this.#server)) return undefined
    const inner = readDataIndication(data)
    if (inner) return { data: inner.data, from: { host: inner.from.address, port: inner.from.port } }
    const answer = readTurnAnswer(data)
    if (answer) this.#waiting.get(answer.transaction)?.(answer)
    return null
  }

  /** Gives the relayed address back. */
  [Symbol.dispose](): void {
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#timer)
    if (this.#allocated) this.#end()
  }

  #end(): void {
    this.#write(turnRequest('refresh', [lifetime(0)], this.#credentials).data)
  }

  #refresh(): void {
    void this.#request('refresh', [lifetime(LIFETIME)])
    for (const host of this.#permitted) void this.#request('permission', [peerOf(host)])
  }

  /** Signs once the server has named its realm; a nonce that ran out is replaced. @returns null without an answer */
  async #request(method: keyof typeof turnMethods, own: readonly Attribute[]): Promise<TurnAnswer | null> {
    for (let tries = 0; tries < 3; tries++) {
      const answer = await this.#ask(method, own)
      if (!answer || answer.ok || (answer.code !== 401 && answer.code !== 438) || !answer.nonce) return answer
      const realm = answer.realm ?? this.#credentials?.realm ?? ''
      // refused although it was signed: the password is wrong
      if (answer.code === 401 && this.#credentials) return answer
      const { userName, password } = this.#server
      this.#credentials = { userName, password, realm, nonce: answer.nonce }
    }
    return null
  }

  #ask(method: keyof typeof turnMethods, own: readonly Attribute[]): Promise<TurnAnswer | null> {
    const { data, transaction } = turnRequest(method, own, this.#credentials)
    return new Promise((resolve) => {
      const finish = (answer: TurnAnswer | null): void => {
        clearInterval(again)
        clearTimeout(limit)
        this.#waiting.delete(transaction)
        resolve(answer)
      }
      const again = setInterval(() => this.#write(data), REPEAT.every)
      const limit = setTimeout(() => finish(null), REPEAT.limit)
      this.#waiting.set(transaction, finish)
      this.#write(data)
    })
  }

  #write(data: Buffer): void {
    sendTo(this.#socket, data, this.#server.port, this.#server.host)
  }
}
