import type { z } from 'zod'
import { AppError, type Failure, failureSchema, type Outcome } from '../domain/failure.ts'
import type { CallEntry, Contract, EventEntry, EventPayloads, Handlers } from './contract.ts'

/** What both ends need of a message port: main has a UtilityProcess, the phone process its parentPort. */
export type Port = { readonly post: (message: unknown) => void }

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly channel: string; readonly args: unknown }
  | { readonly kind: 'reply'; readonly id: number; readonly outcome: unknown }
  | { readonly kind: 'event'; readonly channel: string; readonly payload: unknown }

/** An event of a contract as it arrives: told apart by its channel. */
export type PeerEvent<C extends Contract> = {
  [D in keyof EventPayloads<C> & string]: {
    [N in keyof EventPayloads<C>[D] & string]: { readonly channel: `${D}.${N}`; readonly payload: EventPayloads<C>[D][N] }
  }[keyof EventPayloads<C>[D] & string]
}[keyof EventPayloads<C> & string]

type EntryOf<C extends Contract, D extends keyof C, N extends keyof C[D]> = C[D][N]
type ArgsOf<E> = E extends CallEntry<infer A, z.ZodType> ? z.output<A> : never
type ResultOf<E> = E extends CallEntry<z.ZodType, infer R> ? z.output<R> : never

export type PeerOptions<C extends Contract> = {
  readonly contract: C
  readonly port: Port
  /** Calls this side answers; a side that answers none leaves it out. */
  readonly handlers?: Handlers<C>
  /** Every valid event. */
  readonly onEvent?: (event: PeerEvent<C>) => void
  /** Why a message of the other side was dropped: unknown, malformed, too large, too many. */
  readonly onDropped?: (why: string) => void
  /** Time limit of a call, ms. */
  readonly timeout?: number
  /**
   * Decides when an event is taken: `deliver` parses it and hands it to `onEvent`. Left out, events count in `rateLimit`.
   */
  readonly admit?: (channel: string, payload: unknown, deliver: () => void) => void
  /** Calls (and events without `admit`) a second the other side may send; more are dropped. Replies to our calls never are. */
  readonly rateLimit?: number
  /** Size of one message as JSON text; larger ones are dropped. */
  readonly maxSize?: number
}

export type Peer<C extends Contract> = {
  /** Calls the other side. Rejects with an AppError: the other side's refusal, a time-out or a closed port. */
  readonly call: <D extends keyof C & string, N extends keyof C[D] & string>(
    domain: D,
    name: N,
    ...args: ArgsOf<EntryOf<C, D, N>> extends undefined ? [] : [args: ArgsOf<EntryOf<C, D, N>>]
  ) => Promise<ResultOf<EntryOf<C, D, N>>>
  readonly emit: <D extends keyof EventPayloads<C> & string, N extends keyof EventPayloads<C>[D] & string>(
    domain: D,
    name: N,
    payload: EventPayloads<C>[D][N],
  ) => void
  /** Feed with each message that comes out of the port. */
  readonly receive: (message: unknown) => void
  /** The port is gone: waiting calls fail. */
  readonly close: () => void
}

/**
 * Requests, replies and events of a contract over a message port. The other side is not trusted: every argument, result and
 * payload is parsed by its schema, unknown channels and oversized or too frequent messages are dropped.
 */
export function createPeer<C extends Contract>(options: PeerOptions<C>): Peer<C> {
  const { contract, port, handlers, onEvent, onDropped = () => {}, admit, timeout = 8000, rateLimit = 1000, maxSize = 262_144 } = options
  const waiting = new Map<number, { channel: string; settle: (outcome: Outcome<unknown>) => void }>()
  let nextId = 0
  let closed = false
  let windowStart = 0
  let inWindow = 0

  const entryOf = (channel: unknown): CallEntry | EventEntry | undefined => {
    if (typeof channel !== 'string') return undefined
    const [domain = '', name = '', ...rest] = channel.split('.')
    return !rest.length && Object.hasOwn(contract, domain) && Object.hasOwn(contract[domain] ?? {}, name) ? contract[domain]?.[name] : undefined
  }

  const answer = async (id: number, channel: string, args: unknown): Promise<void> => {
    const outcome = await run(channel, args)
    if (closed) return
    try {
      port.post({ kind: 'reply', id, outcome } satisfies Message)
    } catch (e) {
      onDropped(`reply of ${channel}: ${e instanceof Error ? e.message : 'not sent'}`)
    }
  }

  const run = async (channel: string, args: unknown): Promise<Outcome<unknown>> => {
    const entry = entryOf(channel)
    const [domain = '', name = ''] = channel.split('.')
    const handler = (handlers as Record<string, Record<string, (a?: unknown) => unknown>> | undefined)?.[domain]?.[name]
    if (entry?.kind !== 'call' || !handler) return { ok: false, error: failure('not-found', `no such call: ${channel}`) }
    const parsed = entry.args.safeParse(args)
    // where it is wrong, never what it is: it may be a secret
    if (!parsed.success)
      return { ok: false, error: failure('invalid-argument', `${channel}: invalid arguments: ${parsed.error.issues[0]?.path.join('.') ?? ''}`) }
    try {
      return { ok: true, value: await handler(parsed.data) }
    } catch (e) {
      return {
        ok: false,
        error: e instanceof AppError ? e.toFailure() : failure('internal', `${channel}: ${e instanceof Error ? e.message : 'failed'}`),
      }
    }
  }

  const settle = (id: number, raw: unknown): void => {
    const call = waiting.get(id)
    const entry = call && entryOf(call.channel)
    if (!call || entry?.kind !== 'call') return
    const outcome = raw as { ok?: unknown; value?: unknown; error?: unknown } | null
    if (outcome?.ok === true) {
      const value = entry.result.safeParse(outcome.value)
      call.settle(value.success ? { ok: true, value: value.data } : { ok: false, error: failure('internal', `${call.channel}: malformed result`) })
    } else {
      const error = failureSchema.safeParse(outcome?.error)
      call.settle({ ok: false, error: error.success ? error.data : failure('internal', `${call.channel}: malformed failure`) })
    }
  }

  const inRate = (): boolean => {
    const now = Date.now()
    if (Math.abs(now - windowStart) >= 1000) {
      windowStart = now
      inWindow = 0
    }
    inWindow += 1
    if (inWindow <= rateLimit) return true
    onDropped('too many')
    return false
  }

  const inSize = (message: unknown): boolean => {
    if (maxSize === Number.POSITIVE_INFINITY) return true
    try {
      if (JSON.stringify(message).length <= maxSize) return true
    } catch {
      // structured clones may be cyclic or hold a BigInt; ours never are or do
    }
    onDropped('too large')
    return false
  }

  const deliver = (message: unknown, channel: unknown, raw: unknown): void => {
    if (closed || !inSize(message)) return
    const entry = entryOf(channel)
    const payload = entry?.kind === 'event' ? entry.payload.safeParse(raw) : undefined
    if (payload?.success) onEvent?.({ channel, payload: payload.data } as PeerEvent<C>)
    else onDropped(`event ${String(channel).slice(0, 60)}: ${payload ? 'malformed' : 'unknown'}`)
  }

  return {
    async call(domain, name, ...args) {
      const channel = `${domain}.${name}`
      if (closed) throw new AppError('phone-not-running', `${channel}: the other side is gone`, { retryable: true })
      const id = ++nextId
      const outcome = await new Promise<Outcome<unknown>>((resolve) => {
        const timer = setTimeout(() => finish({ ok: false, error: failure('internal', `${channel}: no reply in ${timeout} ms`, true) }), timeout)
        const finish = (o: Outcome<unknown>): void => {
          clearTimeout(timer)
          waiting.delete(id)
          resolve(o)
        }
        waiting.set(id, { channel, settle: finish })
        port.post({ kind: 'call', id, channel, args: args[0] } satisfies Message)
      })
      if (outcome.ok) return outcome.value as never
      throw new AppError(outcome.error.code, outcome.error.message, {
        retryable: outcome.error.retryable,
        ...(outcome.error.details ? { details: outcome.error.details } : {}),
      })
    },
    emit(domain, name, payload) {
      if (!closed) port.post({ kind: 'event', channel: `${domain}.${name}`, payload } satisfies Message)
    },
    receive(raw) {
      if (closed) return
      const message = (typeof raw === 'object' ? raw : null) as Partial<
        Record<'kind' | 'id' | 'channel' | 'args' | 'payload' | 'outcome', unknown>
      > | null
      if (message?.kind === 'reply' && typeof message.id === 'number') {
        // as many as there are calls of ours, so they cost no budget
        if (!waiting.has(message.id)) onDropped('reply without a call')
        else if (inSize(message)) settle(message.id, message.outcome)
      } else if (message?.kind === 'call' && typeof message.id === 'number' && typeof message.channel === 'string') {
        if (inRate() && inSize(message)) void answer(message.id, message.channel, message.args)
      } else if (message?.kind === 'event' && admit && typeof message.channel === 'string')
        admit(message.channel, message.payload, () => deliver(message, message.channel, message.payload))
      else if (message?.kind === 'event') {
        if (inRate()) deliver(message, message.channel, message.payload)
      } else onDropped('unknown message')
    },
    close() {
      closed = true
      for (const call of [...waiting.values()]) call.settle({ ok: false, error: failure('phone-not-running', 'the other side is gone', true) })
    },
  }
}

const failure = (code: Failure['code'], message: string, retryable = false): Failure => ({ code, message: message.slice(0, 1000), retryable })
