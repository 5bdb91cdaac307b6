import type { Address } from './address.ts'
import type { Pin } from './connector.ts'
import type { Target } from './locate.ts'
import { openStream } from './stream-wire.ts'
import { openUdp } from './udp-wire.ts'
import { openWebSocket } from './web-socket-wire.ts'

export type WireEvents = {
  /** `size` in bytes. */
  readonly onMessage: (text: string, size: number, from: Address) => void
  /** The server answered a keep-alive. */
  readonly onPong: () => void
  /** The connection is over, once. */
  readonly onClose: (why: Error) => void
}

/** An open connection to the server: a UDP socket, a TCP or TLS connection, or a WebSocket. */
export type Wire = {
  readonly transport: Target['transport']
  readonly local: Address
  readonly peer: Address
  /** `to` matters on UDP only. */
  readonly send: (text: string, to: Address) => void
  readonly close: () => void
}

export type WireOptions = {
  readonly target: Target
  readonly pin: Pin | null
  /** Local UDP ports to try, in order; then any. */
  readonly localPorts: readonly number[]
  readonly webSocketAddress: string | null
  /** ms. */
  readonly connectTimeout: number
}

/**
 * Opens a connection to `options.target`. TLS and WebSocket connections are verified before any SIP message leaves.
 *
 * @throws the signal's reason when it is aborted meanwhile, CertificateRefused, or Node's connection error (`code`); no socket
 * is left behind then
 */
export function openWire(options: WireOptions, events: WireEvents, signal: AbortSignal): Promise<Wire> {
  switch (options.target.transport) {
    case 'udp':
      return openUdp(options, events, signal)
    case 'tcp':
    case 'tls':
      return openStream(options, events, signal)
    case 'wss':
      return openWebSocket(options, events, signal)
  }
}
