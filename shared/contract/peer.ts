import { AppError, type ErrorCode, failureSchema, type Outcome } from '../domain/failure.ts'
import { answer, entryOf, refused } from './answer.ts'
import type { ArgsOf, Contract, EventPayloads, Handlers, ResultOf } from './contract.ts'
import { type CallOptions, createWaitingCalls } from './waiting-calls.ts'

/** What both ends need of a message port: main has a UtilityProcess or a Worker, the other side its parentPort. */
export type Port = { readonly post: (message: unknown) => void }

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly channel: string; readonly args: unknown }
  | { readonly kind: 'reply'; readonly id: number; readonly outcome: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'event'; readonly channel: string; readonly payload: unknown }

/** An event of a contract as it arrives: told apart by its channel. */
export type PeerEvent<C extends Contract> = {
  [D in keyof EventPayloads<C> & string]: {
    [N in keyof EventPayloads<C>[D] & string]: { readonly channel: `${D}.${N}`; readonly payload: EventPayloads<C>[D][N] }
  }[keyof EventPayloads<C>[D] & string]
}[keyof EventPayloads<C> & string]

type EntryOf<C extends Contract, D extends keyof C, N extends keyof C[D]> = C[D][N]

export type PeerOptions<C extends Contract> = {
  readonly contract: C
  readonly port: Port
  /** Calls this side answers; a side that answers none leaves it out. */
  readonly handlers?: Handlers<C>
  /** Every valid event. */
  readonly onEvent?: (event: PeerEvent<C>) => void
  /** Why a message of the other side was dropped: unknown, malformed, too large, too many. */
  readonly onDropped?: (why: string) => void
  /** Time limit of a call, ms; Infinity: none. */
  readonly timeout?: number
  /** Calls that may wait for a reply at a time, and calls of the other side that are worked on at a time; more are refused with `busy`. */
  readonly most?: number
  /** The code of a call whose other side is gone. */
  readonly goneCode?: ErrorCode
  /**
   * Decides when an event is taken: `deliver` parses it and hands it to `onEvent`. Left out, events count in `rateLimit`.
   */
  readonly admit?: (channel: string, payload: unknown, deliver: () => void) => void
  /** Calls (and cancellations, and events without `admit`) a second the other side may send; more are dropped. Replies to our calls never are. */
  readonly rateLimit?: number
  /** Size of one message as JSON text; larger ones are dropped. Infinity: not measured. */
  readonly maxSize?: number
}

export type Peer<C extends Contract> = {
  /** Calls the other side. Rejects with an AppError: the other side's refusal, `cancelled`, `busy`, a time-out or a closed port. */
  readonly call: <D extends keyof C & string, N extends keyof C[D] & string>(
    domain: D,
    name: N,
    ...args: ArgsOf<EntryOf<C, D, N>> extends undefined
      ? [args?: undefined, options?: CallOptions]
      : [args: ArgsOf<EntryOf<C, D, N>>, options?: CallOptions]
  ) => Promise<ResultOf<EntryOf<C, D, N>>>
  readonly emit: <D extends keyof EventPayloads<C> & string, N extends keyof EventPayloads<C>[D] & string>(
    domain: D,
    name: N,
    payload: EventPayloads<C>[D][N],
  ) => void
  /** Feed with each message that comes out of the port. */
  readonly receive: (message: unknown) => void
  /** The port is gone: waiting calls fail, and the signals of calls that are worked on are aborted. May be repeated. @param why what the failures say */
  readonly close: (why?: string) => void
}

/**
 * Calls, replies, cancellations and events of a contract over a message port, in both directions. The other side is not
 * trusted: every argument, result and payload is parsed by its schema, unknown channels and oversized or too frequent
 * messages are dropped.
 */
export function createPeer<C extends Contract>(options: PeerOptions<C>): Peer<C> {
  const { contract, port, handlers, onEvent, onDropped = () => {}, admit, timeout = 8000, most = 1000, goneCode = 'internal' } = options
  const { rateLimit = 1000, maxSize = 262_144 } = options
  const post = (message: Message): void => port.post(message)
  const waiting = createWaitingCalls({
    timeout,
    most,
    goneCode,
    send: (id, channel, args) => post({ kind: 'call', id, channel, args }),
    sendCancel: (id) => post({ kind: 'cancel', id }),
  })
  /** Calls of the other side that are worked on. */
  const running = new Map<number, RunningCall>()
  let closed = false
  let windowStart = 0
  let inWindow = 0

  const reply = (id: number, channel: string, outcome: Outcome<unknown>): void => {
    try {
      post({ kind: 'reply', id, outcome })
    } catch (e) {
      onDropped(`reply of ${channel}: ${e instanceof Error ? e.message : 'not sent'}`)
    }
  }

  const work = async (id: number, channel: string, args: unknown): Promise<void> => {
    if (running.has(id)) return onDropped(`call of ${channel.slice(0, 60)}: its number is in use`)
    if (running.size >= most) return reply(id, channel, refused(new AppError('busy', 'too many calls at a time', { retryable: true })))
    const call = new RunningCall()
    running.set(id, call)
    const outcome = await answer({
      contract,
      handlers,
      channel,
      args,
      context: call,
      failureOf: (e) => new AppError('internal', `${channel}: ${e instanceof Error ? e.message : 'failed'}`).toFailure(),
    })
    running.delete(id)
    // nobody waits for the reply to a cancelled call
    if (!call.cancelled) reply(id, channel, outcome)
  }

  const settle = (id: number, channel: string, raw: unknown): void => {
    const entry = entryOf(contract, channel)
    if (entry?.kind !== 'call') return
    const malformed = (what: string): Outcome<never> => refused(new AppError('internal', `${channel}: malformed ${what}`))
    const outcome = raw as { ok?: unknown; value?: unknown; error?: unknown } | null | undefined
    if (outcome?.ok === true) {
      const value = entry.result.safeParse(outcome.value)
      waiting.settle(id, value.success ? { ok: true, value: value.data } : malformed('result'))
    } else {
      const error = failureSchema.safeParse(outcome?.error)
      waiting.settle(id, error.success ? { ok: false, error: error.data } : malformed('failure'))
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
    const entry = entryOf(contract, channel)
    const payload = entry?.kind === 'event' ? entry.payload.safeParse(raw) : undefined
    if (payload?.success) onEvent?.({ channel, payload: payload.data } as PeerEvent<C>)
    else onDropped(`event ${String(channel).slice(0, 60)}: ${payload ? 'malformed' : 'unknown'}`)
  }

  return {
    async call(domain, name, ...[args, callOptions]) {
      const outcome = await waiting.start(`${domain}.${name}`, args, callOptions)
      if (outcome.ok) return outcome.value as never
      const { code, message, retryable, details } = outcome.error
      throw new AppError(code, message, details ? { retryable, details } : { retryable })
    },
    emit(domain, name, payload) {
      if (!closed) post({ kind: 'event', channel: `${domain}.${name}`, payload })
    },
    receive(raw) {
      if (closed) return
      const message = (typeof raw === 'object' ? raw : null) as Partial<
        Record<'kind' | 'id' | 'channel' | 'args' | 'payload' | 'outcome', unknown>
      > | null
      if (message?.kind === 'reply' && typeof message.id === 'number') {
        // as many as there are calls of ours, so they cost no budget
        const channel = waiting.channelOf(message.id)
        if (channel === undefined) onDropped('reply without a call')
        else if (inSize(message)) settle(message.id, channel, message.outcome)
      } else if (message?.kind === 'call' && typeof message.id === 'number' && typeof message.channel === 'string') {
        if (inRate() && inSize(message)) void work(message.id, message.channel, message.args)
      } else if (message?.kind === 'cancel' && typeof message.id === 'number') {
        if (inRate()) running.get(message.id)?.cancel()
      } else if (message?.kind === 'event' && admit && typeof message.channel === 'string')
        admit(message.channel, message.payload, () => deliver(message, message.channel, message.payload))
      else if (message?.kind === 'event') {
        if (inRate()) deliver(message, message.channel, message.payload)
      } else onDropped('unknown message')
    },
    close(why) {
      closed = true
      waiting.close(why)
      for (const call of running.values()) call.cancel()
    },
  }
}

/** A call of the other side that is worked on. Its signal is made when a handler looks at it: most never do. */
class RunningCall {
  #controller: AbortController | null = null
  cancelled = false

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.cancelled) this.#controller.abort()
    return this.#controller.signal
  }
  cancel(): void {
    this.cancelled = true
    this.#controller?.abort()
  }
}
