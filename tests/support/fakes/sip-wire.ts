import type { Address } from '../../../electron/phone/sip/address.ts'
import type { openWire, Wire, WireEvents } from '../../../electron/phone/sip/wire.ts'

export type FakeWire = Wire & {
  readonly events: WireEvents
  /** What went out, in order, and where it went. */
  readonly sent: { readonly text: string; readonly to: Address }[]
  /** How often it was closed. */
  readonly closed: () => number
  /** A message comes in; from the server unless said otherwise. */
  readonly deliver: (text: string, from?: Address) => void
}

export type FakeNetwork = {
  readonly open: typeof openWire
  readonly wires: FakeWire[]
  /** Opening waits until `release` is called. */
  hold: boolean
  readonly release: () => void
  /** The next opening fails with this. */
  failure: Error | null
  /** Answers each message that goes out on a wire that is open. */
  answer: (text: string, wire: FakeWire, to: Address) => void
  /** Requests of a method that went out, over all wires. */
  readonly count: (method: string) => number
}

/** Wires without sockets. @param host this computer's address towards the server; one of its own where a call opens sockets */
export function fakeNetwork(host = '192.0.2.10'): FakeNetwork {
  const local = { host, port: 40_000 }
  let waiting: (() => void)[] = []
  const network: FakeNetwork = {
    wires: [],
    hold: false,
    failure: null,
    answer: () => {},
    release() {
      for (const go of waiting) go()
      waiting = []
    },
    count: (method) => network.wires.flatMap((w) => w.sent).filter(({ text }) => text.startsWith(`${method} `)).length,
    async open({ target }, events) {
      if (network.hold) await new Promise<void>((resolve) => waiting.push(resolve))
      const { failure } = network
      network.failure = null
      if (failure) throw failure
      let closed = 0
      const peer = { host: target.address, port: target.port }
      const wire: FakeWire = {
        transport: target.transport,
        local,
        peer,
        events,
        sent: [],
        closed: () => closed,
        send(text, to) {
          // as a socket does
          if (to.port < 1 || to.port > 65_535) throw new RangeError(`port ${to.port}`)
          wire.sent.push({ text, to })
          network.answer(text, wire, to)
        },
        close() {
          closed += 1
        },
        deliver: (text, from = peer) => events.onMessage(text, text.length, from),
      }
      network.wires.push(wire)
      return wire
    },
  }
  return network
}

/** A response to a request as it went out: its Via, From, To, Call-ID and CSeq, and what else is passed; `body` is SDP. */
export function responseTo(
  request: string,
  status: number,
  headers: readonly string[] = [],
  via: (value: string) => string = (v) => v,
  body = '',
): string {
  const lines = (request.split('\r\n\r\n')[0] ?? '').split('\r\n').slice(1)
  const kept = lines
    .filter((line) => /^(via|from|to|call-id|cseq):/i.test(line))
    .map((line) => (/^via:/i.test(line) ? via(line) : /^to:/i.test(line) && !/;tag=/.test(line) ? `${line};tag=server` : line))
  return [
    `SIP/2.0 ${status} Reason`,
    ...kept,
    ...headers,
    ...(body ? ['Content-Type: application/sdp'] : []),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n')
}

/** The value of a header of a message, or "". */
export const headerOf = (text: string, name: string): string => new RegExp(`^${name}\\s*:\\s*(.*)$`, 'im').exec(text)?.[1]?.trim() ?? ''
