import { z } from 'zod'
import type { Outcome } from '../domain/failure.ts'

/**
 * What every contract is made of (ipc.ts, phone.ts, media.ts, keychain.ts, and the requests to the database worker).
 *
 * A contract is one object grouped by domain. Each entry is a call (request and reply) or an event
 * (one way). Channel names, handler interfaces and client types are derived from it and never typed by hand.
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

/** Declares a call. @param args schema of its one argument, `nothing` without one */
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

/** Declares an event, which has no reply. */
export const event = <P extends z.ZodType>(payload: P): EventEntry<P> => ({ kind: 'event', payload })

/** Arguments or results of a call that has none. */
export const nothing = z.undefined()

/** A call's arguments as the asking side gives them: what has a default may be left out. */
type AskOf<E> = E extends CallEntry<infer A, z.ZodType> ? z.input<A> : never
/** A call's arguments, parsed. */
export type ArgsOf<E> = E extends CallEntry<infer A, z.ZodType> ? z.output<A> : never
export type ResultOf<E> = E extends CallEntry<z.ZodType, infer R> ? z.output<R> : never
type Payload<E> = E extends EventEntry<infer P> ? z.output<P> : never
type Params<T> = [T] extends [undefined] ? [] : [args: T]

type Calls<G> = { [N in keyof G as G[N] extends CallEntry ? N : never]: G[N] }
type Events<G> = { [N in keyof G as G[N] extends EventEntry ? N : never]: G[N] }

/** What a handler learns of its call besides the arguments. */
export type CallContext = {
  /** Aborted when nobody waits for the answer any more: the caller gave up, or the connection is gone. */
  readonly signal: AbortSignal
}

type Answer<R> = [R] extends [undefined] ? Promise<void> | void : Promise<R> | R

/**
 * What the answering side implements: `handlers.domain.name(args, {signal}) -> result`; it throws an AppError to refuse. A
 * handler of a call of `nothing` returns void.
 */
export type Handlers<C extends Contract> = {
  readonly [D in keyof C as keyof Calls<C[D]> extends never ? never : D]: {
    readonly [N in keyof Calls<C[D]>]: (args: ArgsOf<C[D][N]>, context: CallContext) => Answer<ResultOf<C[D][N]>>
  }
}

/** What the asking side sees: calls return a tagged result and never reject for a refusal; events are subscribed to. */
export type Client<C extends Contract> = {
  readonly [D in keyof C]: {
    readonly [N in keyof Calls<C[D]>]: (...args: Params<AskOf<C[D][N]>>) => Promise<Outcome<ResultOf<C[D][N]>>>
  } & {
    readonly [N in keyof Events<C[D]>]: (listener: (payload: Payload<C[D][N]>) => void) => () => void
  }
}

/** What the side uses that sends events: `emit('domain.name', payload)`. */
export type EventPayloads<C extends Contract> = {
  [D in keyof C & string as keyof Events<C[D]> extends never ? never : D]: {
    [N in keyof Events<C[D]> & string]: Payload<C[D][N]>
  }
}
