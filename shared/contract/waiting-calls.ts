import { AppError, type ErrorCode, type Outcome } from '../domain/failure.ts'
import { refused } from './answer.ts'

export type CallOptions = {
  /** Gives the call up: the caller gets `cancelled`, and the other side's handler is aborted. */
  readonly signal?: AbortSignal
}

export type WaitingCallsOptions = {
  /** ms until a call without a reply fails; Infinity: no limit. */
  readonly timeout: number
  /** Calls that may wait at a time; more are refused with `busy`. */
  readonly most: number
  /** The code of a call on a closed connection. */
  readonly goneCode: ErrorCode
  readonly send: (id: number, channel: string, args: unknown) => void
  /** Tells the other side that nobody waits for a reply any more: the call was cancelled or timed out. */
  readonly sendCancel: (id: number) => void
}

export type WaitingCalls = {
  /** Sends a call and waits for its outcome. Never rejects: a time-out, a cancellation and the end of the connection are failures. */
  readonly start: (channel: string, args: unknown, options?: CallOptions) => Promise<Outcome<unknown>>
  /** The channel of a waiting call, or undefined. */
  readonly channelOf: (id: number) => string | undefined
  /** A reply came. One to no waiting call is ignored. */
  readonly settle: (id: number, outcome: Outcome<unknown>) => void
  /** The connection is gone: waiting calls fail, and so does each later one. May be repeated. @param why what the failures say */
  readonly close: (why?: string) => void
}

/** The calls of one side that wait for the other side's reply, told apart by numbers from 1. */
export function createWaitingCalls({ timeout, most, goneCode, send, sendCancel }: WaitingCallsOptions): WaitingCalls {
  const waiting = new Map<number, { readonly channel: string; readonly finish: (outcome: Outcome<unknown>) => void }>()
  let lastId = 0
  let closed: string | null = null
  const gone = (channel: string): Outcome<never> => refused(new AppError(goneCode, `${channel}: ${closed}`, { retryable: true }))

  return {
    async start(channel, args, { signal } = {}) {
      if (closed !== null) return gone(channel)
      const cancelled = refused(new AppError('cancelled', `${channel}: cancelled`))
      if (signal?.aborted) return cancelled
      if (waiting.size >= most) return refused(new AppError('busy', `${channel}: ${most} calls wait already`, { retryable: true }))
      lastId += 1
      const id = lastId
      return new Promise((resolve) => {
        const finish = (outcome: Outcome<unknown>): void => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', abort)
          waiting.delete(id)
          resolve(outcome)
        }
        const giveUp = (outcome: Outcome<unknown>): void => {
          finish(outcome)
          try {
            sendCancel(id)
          } catch {
            // the caller has its outcome
          }
        }
        const abort = (): void => giveUp(cancelled)
        const timer = Number.isFinite(timeout)
          ? setTimeout(() => giveUp(refused(new AppError('internal', `${channel}: no reply in ${timeout} ms`, { retryable: true }))), timeout)
          : undefined
        signal?.addEventListener('abort', abort)
        waiting.set(id, { channel, finish })
        try {
          send(id, channel, args)
        } catch (e) {
          finish(refused(new AppError('internal', `${channel}: not sent: ${e instanceof Error ? e.message : ''}`)))
        }
      })
    },
    channelOf: (id) => waiting.get(id)?.channel,
    settle: (id, outcome) => waiting.get(id)?.finish(outcome),
    close(why = 'the other side is gone') {
      closed ??= why
      for (const { channel, finish } of [...waiting.values()]) finish(gone(channel))
    },
  }
}
