import type { LineReason } from '../../../shared/domain/line.ts'
import { CertificateRefused } from '../sip/connector.ts'
import { NameNotFound } from '../sip/locate.ts'

/** Why a connection failed or was lost, from Node's error codes. */
export function connectionReason(e: Error): LineReason {
  const code = (e as NodeJS.ErrnoException).code ?? ''
  return { code: kindOf(e, code), status: null, detail: `${code ? `${code}: ` : ''}${e.message}`.replace(/\p{C}/gu, ' ').slice(0, 300) }
}

function kindOf(e: Error, code: string): LineReason['code'] {
  if (e instanceof CertificateRefused) return 'certificate'
  if (e instanceof NameNotFound || code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name-not-found'
  if (code === 'ECONNREFUSED') return 'connection-refused'
  if (code === 'ETIMEDOUT' || /timed out/i.test(e.message)) return 'no-answer'
  if (/^E(NETUNREACH|HOSTUNREACH|NETDOWN|ADDRNOTAVAIL)$/.test(code)) return 'no-network'
  if (/^(EPROTO|ERR_SSL|ERR_TLS)/.test(code)) return 'tls-failed'
  if (/no address/i.test(e.message)) return 'no-address'
  return 'connection-lost'
}
