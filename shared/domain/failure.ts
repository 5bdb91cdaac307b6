import { z } from 'zod'

/** Why something was refused or failed. Closed: each code has a text in each language (renderer/src/i18n, `error.<code>`). */
export const errorCodeSchema = z.enum([
  'invalid-argument',
  'internal',
  'not-signed-in',
  'busy',
  'not-found',
  // keychain
  'keychain-locked',
  'keychain-no-service',
  'keychain-no-library',
  'keychain-failed',
  /** Signed out; passwords that could not be removed are left in the keychain. */
  'secrets-left',
  // sign-in and provider
  'user-name-invalid',
  'address-invalid',
  'wrong-credentials',
  'clock-wrong',
  'provider-unreachable',
  'provider-timeout',
  'provider-redirects',
  'provider-tls',
  'provider-proxy-password',
  'provider-reply-too-large',
  'provider-unexpected-reply',
  'provider-busy',
  'offline',
  'no-balance',
  'no-line-list',
  'provider-refused',
  'not-allowed',
  'not-offered',
  'not-known',
  // paid operations
  'pin-invalid',
  'no-card',
  'pin-sent-before',
  'same-number',
  'realm-missing',
  'cards-failing',
  'cancelled',
  // lines and calls
  'line-not-ready',
  'line-switched-off',
  'number-invalid',
  'self-call',
  'confirmation-needed',
  'destination-blocked',
  'balance-used-up',
  'call-not-found',
  'call-wrong-state',
  'phone-not-running',
  'too-many-calls',
  'not-answered',
  'recording-off',
  'recording-consent',
  'recording-folder',
  'certificate-changed',
  'managed',
  /** Neither an address nor the full path of a program. */
  'hook-invalid',
  // files with contacts
  'file-unreadable',
  'file-too-large',
  'file-not-written',
  // an address book on a server
  'card-server-unreachable',
  'card-server-refused',
  'card-server-no-book',
  'card-server-not-encrypted',
  'card-server-failed',
])
export type ErrorCode = z.infer<typeof errorCodeSchema>

/**
 * A failure as it crosses a process border. `message` is English and for the log and for details, never the only text a
 * user sees; `details` fills the placeholders of the translated text (`{code}`, `{diff}` ...).
 */
export const failureSchema = z.object({
  code: errorCodeSchema,
  message: z.string().max(1000),
  retryable: z.boolean(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Failure = z.infer<typeof failureSchema>
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure }

/** Thrown by handlers; becomes a `Failure` at the border. Anything else that is thrown becomes `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly details: Readonly<Record<string, string | number>> | undefined

  constructor(code: ErrorCode, message: string, options: { retryable?: boolean; details?: Record<string, string | number>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.retryable = options.retryable ?? false
    this.details = options.details
  }

  toFailure(): Failure {
    const failure: Failure = { code: this.code, message: this.message.slice(0, 1000), retryable: this.retryable }
    return this.details === undefined ? failure : { ...failure, details: { ...this.details } }
  }
}
