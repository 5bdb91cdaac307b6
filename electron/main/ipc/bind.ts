import type { IpcMainInvokeEvent } from 'electron'
import { answer, refused } from '../../../shared/contract/answer.ts'
import type { CallEntry } from '../../../shared/contract/contract.ts'
import { type IpcHandlers, ipc } from '../../../shared/contract/ipc.ts'
import { AppError, type Failure, type Outcome } from '../../../shared/domain/failure.ts'
import type { Log } from '../log.ts'
import { handleCalls } from './early-calls.ts'
import { isSmall } from './size.ts'

/** Calls of the page that are worked on at a time; more are refused with `busy`. A page of ours has a few dozen. */
const MOST_RUNNING = 1000
/** ms between two entries of the log about calls that were refused: a page that floods must not fill the log. */
const LOG_PAUSE = 1000

/**
 * Binds the contract to Electron's IPC: only our page's main frame may ask, every argument is parsed, answers are tagged.
 * Neither arguments nor foreign errors' texts reach the log or the page.
 *
 * @param isTrusted whether a sender may use a domain: our page's main frame, or the incoming window's for its own
 * @param beforeReply sends the page what a call has changed: the page may act on a reply at once, and would act on an old state
 */
export function bindIpc(
  handlers: IpcHandlers,
  isTrusted: (event: IpcMainInvokeEvent, domain: string) => boolean,
  beforeReply: () => void,
  log: Log,
): void {
  // Electron does not say when a page gives up a call: none is ever cancelled
  const context = { signal: new AbortController().signal }
  let running = 0
  let loggedAt = Number.NEGATIVE_INFINITY
  const refuse = (code: 'not-allowed' | 'busy' | 'invalid-argument', text: string): Outcome<never> => {
    const now = performance.now()
    if (now - loggedAt > LOG_PAUSE) {
      loggedAt = now
      log.warn(`refused: ${text}`)
    }
    return refused(new AppError(code, text, { retryable: code === 'busy' }))
  }
  for (const [domain, entries] of Object.entries(ipc)) {
    for (const [name, { kind }] of Object.entries(entries)) {
      if (kind !== 'call') continue
      const channel = `${domain}.${name}`
      const failureOf = (e: unknown, { secret }: CallEntry): Failure => {
        log.error(`${channel}: ${causeOf(e, secret)}`)
        return { code: 'internal', message: `${channel} failed`, retryable: true }
      }
      handleCalls(channel, async (event, args: unknown): Promise<Outcome<unknown>> => {
        if (!isTrusted(event, domain)) return refuse('not-allowed', `${channel}: not our page`)
        if (!isSmall(args)) return refuse('invalid-argument', `${channel}: too large`)
        if (running >= MOST_RUNNING) return refuse('busy', `${channel}: too many calls at a time`)
        running += 1
        const outcome = await answer({ contract: ipc, handlers, channel, args, context, failureOf })
        running -= 1
        beforeReply()
        return outcome
      })
    }
  }
}

/** What of an unexpected error goes into the log: a message from a secret call might quote the secret. */
function causeOf(e: unknown, secret: boolean): string {
  if (!(e instanceof Error)) return 'failed'
  return secret ? e.name : (e.stack ?? e.message)
}
