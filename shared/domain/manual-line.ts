import { z } from 'zod'
import { type LinePolicy, linePolicy, readHostPort } from './voip-line.ts'

type Fits = (text: string) => boolean

/** `host`, `host:port`, `[v6]:port`. */
const isAddress: Fits = (text) => text.length <= 300 && readHostPort(text) !== null
const isAddressOrNone: Fits = (text) => text === '' || isAddress(text)

/** What each text may be, without the spaces around it. */
const rules = {
  name: (text) => text.length <= 100,
  userName: (text) => text !== '' && text.length <= 200,
  server: isAddress,
  domain: isAddressOrNone,
  outboundProxy: isAddressOrNone,
  stun: isAddressOrNone,
  turn: isAddressOrNone,
  turnUser: (text) => text.length <= 200,
} satisfies Readonly<Record<string, Fits>>

const ruled = (field: keyof typeof rules) => z.string().trim().refine(rules[field])

/** A line that the user sets up beside the provider's, to try another server. Its password goes into the keychain. */
export const manualLineSchema = z.object({
  name: ruled('name'),
  userName: ruled('userName'),
  /** Registrar, and where calls go unless there is an outbound proxy. */
  server: ruled('server'),
  /** Of the line's SIP address; the server's host where it is "". */
  domain: ruled('domain'),
  transport: z.enum(['udp', 'tcp', 'tls']),
  /** Requests are sent there, with a Route header; "" for none. */
  outboundProxy: ruled('outboundProxy'),
  /** "" for none. */
  stun: ruled('stun'),
  /** Relays the audio of its calls; "" for none. Its password goes into the keychain too. */
  turn: ruled('turn'),
  turnUser: ruled('turnUser'),
})
export type ManualLine = z.infer<typeof manualLineSchema>
export type ManualLineText = keyof typeof rules

/** The texts that cannot be used: those that the schema refuses. */
export const wrongTexts = (line: ManualLine): ManualLineText[] =>
  (Object.keys(rules) as ManualLineText[]).filter((field) => !rules[field](line[field].trim()))

/** What the line does: as of a record with these values in the provider's list. */
export function manualPolicy(id: string, { userName, server, domain, transport, outboundProxy, stun }: ManualLine): LinePolicy {
  const fields = {
    username: userName,
    ip: server,
    ...(domain ? { domain } : {}),
    [`transport_${transport}`]: 'true',
    ...(outboundProxy ? { proxy: outboundProxy, enable_outbound_proxy: 'true' } : {}),
    ...(stun ? { stun_server: stun } : {}),
  }
  return linePolicy({ id, fields })
}

/** The line's TURN server; null without one. */
export function manualTurn({
  turn,
  turnUser,
}: ManualLine): { readonly host: string; readonly port: number | null; readonly userName: string } | null {
  const server = turn === '' ? null : readHostPort(turn)
  return server && { ...server, userName: turnUser }
}
