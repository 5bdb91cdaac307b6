import { ChallengePolicy } from '../../../electron/phone/sip/challenge-policy.ts'
import { Guard } from '../../../electron/phone/sip/guard.ts'
import { SipTransport, type SipTransportOptions } from '../../../electron/phone/sip/sip-transport.ts'
import { type FakeNetwork, fakeNetwork } from './sip-wire.ts'

/** The line's server, whose requests are let in. */
export const SIP_SERVER = { host: '192.0.2.1', port: 5060 }

/** A transport on wires without sockets, over UDP to SIP_SERVER unless told otherwise. */
export function fakeTransport(part: Partial<SipTransportOptions> = {}): { readonly transport: SipTransport; readonly network: FakeNetwork } {
  const network = fakeNetwork()
  const guard = new Guard()
  guard.trust([SIP_SERVER.host])
  const transport = new SipTransport(null, {
    placeholder: 'ours.invalid',
    contactUser: 'me',
    guard,
    challenges: new ChallengePolicy(),
    next: async () => ({
      target: { transport: 'udp', host: SIP_SERVER.host, address: SIP_SERVER.host, port: SIP_SERVER.port },
      pin: null,
      localPorts: [],
      webSocketAddress: null,
      connectTimeout: 1000,
    }),
    onAddress: () => {},
    log: () => {},
    onTrace: () => {},
    openWire: network.open,
    ...part,
  })
  return { transport, network }
}
