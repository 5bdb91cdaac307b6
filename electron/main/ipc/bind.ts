import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { answer, refused } from '../../../shared/contract/answer.ts'
import type { CallEntry, EventPayloads } from '../../../shared/contract/contract.ts'
import { type Ipc, type IpcHandlers, ipc } from '../../../shared/contract/ipc.ts'
import { AppError, type Failure, type Outcome } from '../../../shared/domain/failure.ts'
import type { Log } from '../log.ts'

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
  for (const [domain, entries] of Object.entries(ipc)) {
    for (const [name, { kind }] of Object.entries(entries)) {
      if (kind !== 'call') continue
      const channel = `${domain}.${name}`
      const failureOf = (e: unknown, { secret }: CallEntry): Failure => {
        log.error(`${channel}: ${causeOf(e, secret)}`)
        return { code: 'internal', message: `${channel} failed`, retryable: true }
      }
      ipcMain.handle(channel, async (event, args: unknown): Promise<Outcome<unknown>> => {
        if (!isTrusted(event, domain)) {
          log.warn(`${channel}: refused, not our page`)
          return refused(new AppError('not-allowed', 'not our page'))
        }
        const outcome = await answer({ contract: ipc, handlers, channel, args, context, failureOf })
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

/** Sends an event to the page; it is dropped while there is no page. */
export type PageSender = <D extends keyof EventPayloads<Ipc> & string, N extends keyof EventPayloads<Ipc>[D] & string>(
  domain: D,
  name: N,
  payload: EventPayloads<Ipc>[D][N],
) => void

/** @param page whoever has the contract's events now; undefined while the window is closed */
export function createPageSender(page: () => WebContents | undefined): PageSender {
  return (domain, name, payload) => {
    const contents = page()
    if (contents && !contents.isDestroyed()) contents.send(`${domain}.${name}`, payload)
  }
}
