import { AppError, type Failure, type Outcome } from '../domain/failure.ts'
import { type CallContext, type CallEntry, type Contract, type EventEntry, nothing } from './contract.ts'

export type AnswerOptions = {
  readonly contract: Contract
  /** Implementations of the contract's calls; what is missing is refused with `not-found`. */
  readonly handlers: object | undefined
  /** `domain.name`, as the other side names it. */
  readonly channel: string
  /** Not yet parsed. */
  readonly args: unknown
  /** Handed to the handler. */
  readonly context: CallContext
  /** What the other side may learn of an error that is no AppError. */
  readonly failureOf: (e: unknown, entry: CallEntry) => Failure
}

type Untyped = Readonly<Record<string, Readonly<Record<string, ((args: unknown, context: CallContext) => unknown) | undefined>>>>

/**
 * Answers a call of a contract: finds its entry, parses the arguments and runs the handler. Never rejects: an AppError is a
 * failure of its code, any other error is what `failureOf` makes of it. The value of a call of `nothing` is undefined,
 * whatever its handler returns.
 */
export async function answer({ contract, handlers, channel, args, context, failureOf }: AnswerOptions): Promise<Outcome<unknown>> {
  const entry = entryOf(contract, channel)
  const [domain = '', name = ''] = channel.split('.')
  const handler = (handlers as Untyped | undefined)?.[domain]?.[name]
  if (entry?.kind !== 'call' || !handler) return refused(new AppError('not-found', `no such call: ${channel}`))
  const parsed = entry.args.safeParse(args)
  // where it is wrong, never what it is: it may be a secret
  if (!parsed.success)
    return refused(new AppError('invalid-argument', `${channel}: invalid arguments: ${parsed.error.issues[0]?.path.join('.') ?? ''}`))
  try {
    const value = await handler(parsed.data, context)
    return { ok: true, value: entry.result === nothing ? undefined : value }
  } catch (e) {
    return e instanceof AppError ? refused(e) : { ok: false, error: failureOf(e, entry) }
  }
}

/** The contract's entry for a channel; undefined for a name that the contract does not have itself (`__proto__`). */
export function entryOf(contract: Contract, channel: unknown): CallEntry | EventEntry | undefined {
  if (typeof channel !== 'string') return undefined
  const [domain = '', name = '', ...rest] = channel.split('.')
  return !rest.length && Object.hasOwn(contract, domain) && Object.hasOwn(contract[domain] ?? {}, name) ? contract[domain]?.[name] : undefined
}

/** The answer that carries a refusal. */
export const refused = (e: AppError): Outcome<never> => ({ ok: false, error: e.toFailure() })
