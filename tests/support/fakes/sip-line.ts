import { Line } from '../../../electron/phone/line/line.ts'
import type { LineOptions } from '../../../electron/phone/line/line-options.ts'
import type { LineSetup } from '../../../shared/contract/phone.ts'
import type { Registration } from '../../../shared/domain/line.ts'
import { defaultPreferences } from '../../../shared/domain/line-preferences.ts'
import { type FakeNetwork, fakeNetwork, headerOf } from './sip-wire.ts'

export const lineSetup = (part: Partial<LineSetup> = {}): LineSetup => ({
  id: 'sip_1',
  userName: 'alice',
  domain: '192.0.2.1',
  displayName: '',
  passwords: ['made-up-password'],
  server: { host: '192.0.2.1', port: 5060 },
  outboundProxy: false,
  transports: ['udp'],
  webSocketAddress: null,
  standardPorts: false,
  stun: null,
  turn: null,
  echoCancellation: true,
  unknownCallerName: '',
  pin: null,
  instanceId: '00000000-0000-4000-8000-000000000001',
  preferences: defaultPreferences,
  ...part,
})

export type FakeLine = {
  readonly line: Line
  readonly network: FakeNetwork
  /** What it showed, in order. */
  readonly shown: Registration[]
  /** Incoming and outgoing messages that it traced. */
  readonly traced: string[]
  readonly last: () => Registration | undefined
}

/** A line of sip.js on wires without sockets. */
export function fakeLine(setup: Partial<LineSetup> = {}, options: Partial<LineOptions> = {}): FakeLine {
  const network = fakeNetwork()
  const shown: Registration[] = []
  const traced: string[] = []
  const line = new Line({
    setup: lineSetup(setup),
    memory: null,
    sessionDescriptionHandlerFactory: () => {
      throw new Error('no calls here')
    },
    onRegistration: (registration) => shown.push(registration),
    onInvite: () => {},
    onMemory: () => {},
    onMessage: () => {},
    onVoicemail: () => {},
    onSip: ({ text }) => traced.push(text),
    log: () => {},
    claimStandardPort: () => false,
    openWire: network.open,
    lookups: () => ({
      naptr: () => Promise.reject(new Error('ENODATA')),
      srv: () => Promise.reject(new Error('ENODATA')),
      addresses: async () => [{ address: '192.0.2.1', family: 4 }],
    }),
    ...options,
  })
  return { line, network, shown, traced, last: () => shown.at(-1) }
}

/** Header lines of a 200 to this REGISTER that grants its first contact so many seconds. */
export const granted = (register: string, seconds: number | string): string[] => [
  `Contact: ${headerOf(register, 'contact').replace(/;expires=\d+/, '')};expires=${seconds}`,
]
