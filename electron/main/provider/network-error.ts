import { AppError, type ErrorCode } from '../../../shared/domain/failure.ts'

/** Chromium's network errors (`net::ERR_...`) and Node's codes -> ours, most specific first. */
const kinds: ReadonlyArray<readonly [RegExp, ErrorCode]> = [
  [/redirect/i, 'provider-redirects'],
  [/ERR_INTERNET_DISCONNECTED|ENETUNREACH/i, 'offline'],
  [/ERR_PROXY_AUTH|ERR_UNEXPECTED_PROXY_AUTH|PROXY_AUTHENTICATION|\b407\b/i, 'provider-proxy-password'],
  [/ERR_CERT|ERR_SSL|ERR_TLS|CERT_|SELF_SIGNED|UNABLE_TO_VERIFY/i, 'provider-tls'],
  [/ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT|ETIMEDOUT/i, 'provider-timeout'],
]

/**
 * Names why a request got no reply. What is not recognised counts as unreachable: the request may be tried again.
 *
 * @param timedOut our own time limit ran out
 */
export function networkError(e: unknown, timedOut: boolean): AppError {
  const cause = e instanceof Error && e.cause instanceof Error ? `${e.cause.message} ${(e.cause as NodeJS.ErrnoException).code ?? ''}` : ''
  const text = `${e instanceof Error ? e.message : String(e)} ${cause}`.trim()
  const code = timedOut ? 'provider-timeout' : (kinds.find(([pattern]) => pattern.test(text))?.[1] ?? 'provider-unreachable')
  const name = /net::(\w+)|\b(E[A-Z]{4,}|ERR_[A-Z_]+)\b/.exec(text)
  return new AppError(code, text.slice(0, 300), {
    retryable: code === 'provider-unreachable' || code === 'provider-timeout' || code === 'offline',
    details: { code: name?.[1] ?? name?.[2] ?? '' },
    cause: e,
  })
}
