import { AppError } from '../../../shared/domain/failure.ts'

/** Chromium's and Node's names of what fails before a request is on its way. */
const BEFORE_SENDING =
  /^ERR_(NAME_NOT_RESOLVED|INTERNET_DISCONNECTED|CONNECTION_REFUSED|ADDRESS_UNREACHABLE|PROXY_CONNECTION_FAILED|TUNNEL_CONNECTION_FAILED|CERT_\w+)$|^E(NOTFOUND|CONNREFUSED|AI_AGAIN|HOSTUNREACH|NETUNREACH)$/

/**
 * Whether a request that failed may still have taken effect at the provider: the connection broke, no reply came in
 * time, the reply could not be read or led elsewhere, or the provider reported an internal failure (codes 500 to 599).
 */
export function mayHaveTakenEffect(e: unknown): boolean {
  if (!(e instanceof AppError)) return true
  switch (e.code) {
    case 'provider-unreachable':
    case 'provider-timeout':
    case 'provider-tls':
      return !BEFORE_SENDING.test(String(e.details?.['code'] ?? ''))
    case 'provider-redirects':
    case 'provider-unexpected-reply':
    case 'provider-reply-too-large':
    case 'cancelled':
    case 'internal':
      return true
    default:
      return false
  }
}

/** The reply was larger than what is read of one: the same may fit into several. */
export const isTooLarge = (e: unknown): boolean => e instanceof AppError && e.code === 'provider-reply-too-large'
