import { vi } from 'vitest'
import { createPhone } from '../../../electron/phone/phone.ts'
import type { EventPayloads } from '../../../shared/contract/contract.ts'
import { createPeer, type PeerEvent } from '../../../shared/contract/peer.ts'
import { type LineSetup, type PhoneIpc, type PhoneMemory, phoneIpc } from '../../../shared/contract/phone.ts'
import { granted } from './sip-line.ts'
import { fakeNetwork, responseTo } from './sip-wire.ts'
import { fakeLegs } from './web-rtc-leg.ts'

type PhoneEvents = EventPayloads<PhoneIpc>['phone']
export const nothingLeft: PhoneMemory = { bindings: [], dialogs: [] }
/** A phone on wires without sockets, and main's end of its port. @param host this computer's address towards the server */
export function fakePhone(host?: string) {
  const network = fakeNetwork(host)
  const events: PeerEvent<PhoneIpc>[] = []
  const posted: unknown[] = []
  const unwatch = vi.fn()
  let networkChanged = (): void => {}
  const main = createPeer({ contract: phoneIpc, port: { post: (message) => phone.receive(message) }, onEvent: (event) => events.push(event) })
  const phone = createPhone({
    post(message) {
      posted.push(message)
      main.receive(message)
    },
    openWire: network.open,
    lookups: () => ({ naptr: async () => [], srv: async () => [], addresses: async () => [{ address: '192.0.2.1', family: 4 }] }),
    createLeg: fakeLegs().createLeg,
    watchNetwork(onChange) {
      networkChanged = onChange
      return unwatch
    },
  })
  const start = (lines: LineSetup[], memory = nothingLeft) => main.call('phone', 'start', { lines, memory })
  const payloads = <N extends keyof PhoneEvents>(name: N): PhoneEvents[N][] =>
    events.filter((e) => e.channel === `phone.${name}`).map((e) => e.payload as PhoneEvents[N])
  const states = (lineId: string) => payloads('registration').flatMap((p) => (p.lineId === lineId ? [p.registration.state] : []))
  const registrarAnswers = () => {
    network.answer = (text, wire) => {
      if (text.startsWith('REGISTER ')) wire.deliver(responseTo(text, 200, granted(text, 600)))
      else if (/^(OPTIONS|BYE|CANCEL) /.test(text)) wire.deliver(responseTo(text, 200))
    }
  }
  return { phone, main, network, posted, unwatch, networkChanged: () => networkChanged(), start, payloads, states, registrarAnswers }
}
