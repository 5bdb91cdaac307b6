import { UserAgent } from 'sip.js'
import type { URI } from 'sip.js/lib/grammar'
import type { LineSetup } from '../../../shared/contract/phone.ts'
import type { LineReason } from '../../../shared/domain/line.ts'
import { readHost } from '../sip/address.ts'

/** The address that the provider or the user gave for a line is not valid; `value` is that address. */
export class UnusableAddress extends Error {
  override readonly name = 'UnusableAddress'
  readonly value: string

  constructor(value: string) {
    super(`unusable address: ${value}`)
    this.value = value
  }
}

/**
 * The setup with its hosts as they are sent (readHost). An invalid STUN server is left out, since calls work without one; so is
 * an invalid server of a line that connects to a WebSocket address.
 *
 * @throws UnusableAddress
 */
export function usableSetup(setup: LineSetup): LineSetup {
  const { webSocketAddress, stun, turn } = setup
  if (webSocketAddress !== null && !URL.canParse(webSocketAddress)) throw new UnusableAddress(webSocketAddress)
  const stunHost = stun && readHost(stun.host)
  const turnHost = turn && readHost(turn.host)
  const serverHost = webSocketAddress === null ? hostOf(setup.server.host) : readHost(setup.server.host)
  return {
    ...setup,
    domain: hostOf(setup.domain),
    server: { ...setup.server, host: serverHost ?? setup.server.host },
    outboundProxy: setup.outboundProxy && serverHost !== null,
    stun: stun && stunHost ? { ...stun, host: stunHost } : null,
    turn: turn && turnHost ? { ...turn, host: turnHost } : null,
  }
}

/** The line's address of record; `setup` is a usable one. @throws UnusableAddress */
export function addressOfRecord({ userName, domain }: LineSetup): URI {
  const uri = UserAgent.makeURI(`sip:${escaped(userName)}@${hostInUri(domain)}`)
  if (!uri) throw new UnusableAddress(`${userName}@${domain}`)
  return uri
}

/** Why a line could not be built; the detail names the invalid address, if there is one. */
export function unusableReason(e: unknown, { userName, domain }: LineSetup): LineReason {
  const value = e instanceof UnusableAddress ? e.value : `${userName}@${domain}`
  return { code: value === '' ? 'no-address' : 'unusable-address', status: null, detail: value.replace(/\p{C}/gu, ' ').slice(0, 300) }
}

/** A host as in a SIP URI (RFC 3261 25.1): IPv6 in brackets. */
export const hostInUri = (host: string): string => (host.includes(':') ? `[${host}]` : host)

function hostOf(text: string): string {
  const host = readHost(text)
  if (host === null) throw new UnusableAddress(text)
  return host
}

/** encodeURIComponent throws on half of a surrogate pair. */
const escaped = (user: string): string => encodeURIComponent(user.toWellFormed())
