import { z } from 'zod'

/**
 * The machinery behind both contracts (page <-> main in ipc.ts, main <-> phone in phone-ipc.ts).
 *
 * A contract is one object grouped by domain. Each entry is a call (somebody asks, somebody answers) or an event
 * (somebody tells). Channel names, handler interfaces and client types are derived from it and never typed by hand.
 */
export type CallEntry<A extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> = {
  readonly kind: 'call'
  readonly args: A
  readonly result: R
  /** The arguments hold a secret: they are never logged, not even in part. */
  readonly secret: boolean
}
export type EventEntry<P extends z.ZodType = z.ZodType> = { readonly kind: 'event'; readonly payload: P }
export type Contract = Readonly<Record<string, Readonly<Record<string, CallEntry | EventEntry>>>>

export const call = <A extends z.ZodType, R extends z.ZodType>(args: A, result: R): CallEntry<A, R> => ({
  kind: 'call',
  args,
  result,
  secret: false,
})

/** A call whose arguments hold a secret (a password, a PIN). */
export const secretCall = <A extends z.ZodType, R extends z.ZodType>(args: A, result: R): CallEntry<A, R> => ({
  kind: 'call',
  args,
  result,
  secret: true,
})

export const event = <P extends z.ZodType>(payload: P): EventEntry<P> => ({ kind: 'event', payload })

/** Arguments or results of a call that has none. */
export const nothing = z.undefined()

/** The channel an entry travels on: `domain.name`. */
export type Channel<C extends Contract> = {
  [D in keyof C & string]: `${D}.${keyof C[D] & string}`
}[keyof C & string]

type Args<E> = E extends CallEntry<infer A, z.ZodType> ? z.output<A> : never
type Result<E> = E extends CallEntry<z.ZodType, infer R> ? z.output<R> : never
type Payload<E> = E extends EventEntry<infer P> ? z.output<P> : never
type Params<T> = [T] extends [undefined] ? [] : [args: T]

type Calls<G> = { [N in keyof G as G[N] extends CallEntry ? N : never]: G[N] }
type Events<G> = { [N in keyof G as G[N] extends EventEntry ? N : never]: G[N] }

/** What the answering side implements: `handlers.domain.name(args) -> result`; it throws an AppError to refuse. */
export type Handlers<C extends Contract> = {
  readonly [D in keyof C as keyof Calls<C[D]> extends never ? never : D]: {
    readonly [N in keyof Calls<C[D]>]: (...args: Params<Args<C[D][N]>>) => Promise<Result<C[D][N]>> | Result<C[D][N]>
  }
}

/** What the asking side sees: calls return a tagged result and never reject for a refusal; events are subscribed to. */
export type Client<C extends Contract> = {
  readonly [D in keyof C]: {
    readonly [N in keyof Calls<C[D]>]: (...args: Params<Args<C[D][N]>>) => Promise<Outcome<Result<C[D][N]>>>
  } & {
    readonly [N in keyof Events<C[D]>]: (listener: (payload: Payload<C[D][N]>) => void) => () => void
  }
}

/** What the telling side uses: `emit('domain.name', payload)`. */
export type EventPayloads<C extends Contract> = {
  [D in keyof C & string as keyof Events<C[D]> extends never ? never : D]: {
    [N in keyof Events<C[D]> & string]: Payload<C[D][N]>
  }
}

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
  'provider-refused',
  'not-allowed',
  'not-offered',
  'not-known',
  // costly acts
  'pin-invalid',
  'no-card',
  'pin-sent-before',
  'same-number',
  'realm-missing',
  'outcome-unknown',
  'cancelled',
  // lines and calls
  'line-not-ready',
  'line-switched-off',
  'number-invalid',
  'self-call',
  'confirmation-needed',
  'call-exists',
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
