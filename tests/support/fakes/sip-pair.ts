import { type Invitation, type SessionDescriptionHandlerFactory, type Transport, TransportState, UserAgent, type UserAgentOptions } from 'sip.js'
import { EmitterImpl } from 'sip.js/lib/api/emitter.js'
import { createDescriptionHandler } from '../../../electron/phone/calls/description-handler.ts'
import { sdp } from './call-audio.ts'

export type Side = 'ours' | 'theirs'
export type Sent = { readonly from: Side; readonly text: string }

/** First line of a message: `INVITE`, `ACK`, or the status of a response with its method, `200 INVITE`. */
export const kindOf = (text: string): string => {
  const status = /^SIP\/2\.0 (\d{3})/.exec(text)?.[1]
  const method = /^CSeq: \d+ (\w+)/im.exec(text)?.[1] ?? ''
  return status ? `${status} ${method}` : (text.split(' ')[0] ?? '')
}

/** The wire between two user agents: what was sent, held back or lost. */
export class FakeWire {
  readonly sent: Sent[] = []
  readonly #ends = new Map<Side, FakeTransport>()
  readonly #held: Sent[] = []
  /** What becomes of a message; all are delivered unless a test says otherwise. */
  fate: (message: Sent) => 'deliver' | 'hold' | 'lose' = () => 'deliver'

  join(side: Side, end: FakeTransport): void {
    this.#ends.set(side, end)
  }
  send(message: Sent): void {
    this.sent.push(message)
    const fate = this.fate(message)
    if (fate === 'hold') this.#held.push(message)
    if (fate === 'deliver') this.deliver(message)
  }
  /** Delivers what was held back. */
  release(): void {
    this.fate = () => 'deliver'
    for (const message of this.#held.splice(0)) this.deliver(message)
  }
  /** Kinds of what one side sent, in order. */
  kinds(from: Side): string[] {
    return this.sent.filter((m) => m.from === from).map((m) => kindOf(m.text))
  }
  /** As it would come from the network: never within the sender's own call. */
  deliver({ from, text }: Sent): void {
    queueMicrotask(() => this.#ends.get(from === 'ours' ? 'theirs' : 'ours')?.onMessage?.(text))
  }
}

class FakeTransport implements Transport {
  readonly protocol = 'TCP'
  readonly stateChange = new EmitterImpl<TransportState>()
  state: TransportState = TransportState.Disconnected
  onConnect: (() => void) | undefined
  onDisconnect: ((error?: Error) => void) | undefined
  onMessage: ((message: string) => void) | undefined
  readonly #wire: FakeWire
  readonly #side: Side

  constructor(wire: FakeWire, side: Side) {
    this.#wire = wire
    this.#side = side
    wire.join(side, this)
  }
  isConnected(): boolean {
    return this.state === TransportState.Connected
  }
  async connect(): Promise<void> {
    this.state = TransportState.Connected
    this.onConnect?.()
  }
  async disconnect(): Promise<void> {
    this.state = TransportState.Disconnected
  }
  async dispose(): Promise<void> {}
  async send(text: string): Promise<void> {
    this.#wire.send({ from: this.#side, text })
  }
}

/** The far end's descriptions, always the same. */
const plainDescriptions: SessionDescriptionHandlerFactory = () => ({
  close: () => {},
  getDescription: async () => ({ body: sdp(), contentType: 'application/sdp' }),
  hasDescription: (type) => type === 'application/sdp',
  rollbackDescription: async () => {},
  setDescription: async () => {},
  sendDtmf: () => false,
})

/** Two user agents joined by a fake transport, like in sip.js's own tests: ours as a line makes it, theirs plain. */
export async function sipPair(): Promise<{ wire: FakeWire; ours: UserAgent; theirs: UserAgent; stop: () => Promise<void> }> {
  const wire = new FakeWire()
  const agent = (side: Side, options: Partial<UserAgentOptions>): UserAgent =>
    new UserAgent({
      uri: UserAgent.makeURI(`sip:${side}@${side}.invalid`) as NonNullable<UserAgentOptions['uri']>,
      viaHost: `${side}.invalid`,
      contactName: side,
      logBuiltinEnabled: false,
      // joined at construction, when the user agent makes its transport
      transportConstructor: class extends FakeTransport {
        constructor() {
          super(wire, side)
        }
      } as never,
      ...options,
    })
  const ours = agent('ours', { sessionDescriptionHandlerFactory: createDescriptionHandler, sendInitialProvisionalResponse: false, delegate: {} })
  const theirs = agent('theirs', { sessionDescriptionHandlerFactory: plainDescriptions, delegate: {} })
  await Promise.all([ours.start(), theirs.start()])
  return { wire, ours, theirs, stop: async () => void (await Promise.allSettled([ours.stop(), theirs.stop()])) }
}

/** Our next incoming call. */
export const nextInvitation = (agent: UserAgent): Promise<Invitation> =>
  new Promise((resolve) => {
    agent.delegate = { ...agent.delegate, onInvite: resolve }
  })
