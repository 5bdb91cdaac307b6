import type { LineSetup } from '../../../shared/contract/phone.ts'
import { addressesOf } from '../sip/locate.ts'

/** The default port of STUN over UDP (RFC 8489 8). */
const DEFAULT_PORT = 3478

/** The line's STUN and TURN servers, where their names lead. Never rejects. */
export async function natServersOf(setup: LineSetup) {
  const { turn } = setup
  const [stun, [host]] = await Promise.all([stunServerOf(setup), turn ? addressesOf(turn.host) : []])
  return { stun, turn: turn && host ? { host, port: turn.port ?? DEFAULT_PORT, userName: turn.userName, password: turn.password } : null }
}

/** Where the line's STUN server can be asked; null when the line has none, or its name cannot be resolved. Never rejects. */
export async function stunServerOf({ stun }: LineSetup): Promise<{ readonly host: string; readonly port: number } | null> {
  if (!stun) return null
  const [host] = await addressesOf(stun.host)
  return host ? { host, port: stun.port ?? DEFAULT_PORT } : null
}
