import { z } from 'zod'
import { type LinePolicy, linePolicy, readHostPort } from './voip-line.ts'

/** `host`, `host:port`, `[v6]:port`. */
const address = z
  .string()
  .trim()
  .max(300)
  .refine((text) => readHostPort(text) !== null)
const optional = z.union([z.literal(''), address])

/** A line that the user sets up beside the provider's, to try another server. Its password goes into the keychain. */
export const manualLineSchema = z.object({
  name: z.string().trim().max(100),
  userName: z.string().trim().min(1).max(200),
  /** Registrar, and where calls go unless there is an outbound proxy. */
  server: address,
  /** Of the line's SIP address; the server's host where it is "". */
  domain: optional,
  transport: z.enum(['udp', 'tcp', 'tls']),
  /** Requests are sent there, with a Route header; "" for none. */
  outboundProxy: optional,
  /** "" for none. */
  stun: optional,
  /** Relays the audio of its calls; "" for none. Its password goes into the keychain too. */
  turn: optional,
  turnUser: z.string().trim().max(200),
})
export type ManualLine = z.infer<typeof manualLineSchema>

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
