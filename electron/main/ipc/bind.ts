import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { AppError, type Outcome } from '../../../shared/contract.ts'
import { type IpcHandlers, ipc } from '../../../shared/ipc.ts'
import type { Log } from '../log.ts'

type Untyped = Record<string, Record<string, (args?: unknown) => unknown>>

/**
 * Binds the contract to Electron's IPC: only our page's main frame may ask, every argument is parsed, answers are tagged.
 * Neither arguments nor foreign errors' texts reach the log or the page.
 *
 * @param isTrusted whether a sender is our page's main frame
 */
export function bindIpc(handlers: IpcHandlers, isTrusted: (event: IpcMainInvokeEvent) => boolean, log: Log): void {
  for (const [domain, entries] of Object.entries(ipc)) {
    for (const [name, entry] of Object.entries(entries)) {
      if (entry.kind !== 'call') continue
      const channel = `${domain}.${name}`
      ipcMain.handle(channel, async (event, args: unknown): Promise<Outcome<unknown>> => {
        if (!isTrusted(event)) {
          log.warn(`${channel}: refused, not our page`)
          return refused(new AppError('not-allowed', 'not our page'))
        }
        const parsed = entry.args.safeParse(args)
        if (!parsed.success) return refused(new AppError('invalid-argument', `${channel}: invalid arguments`))
        try {
          return { ok: true, value: await (handlers as unknown as Untyped)[domain]?.[name]?.(parsed.data) }
        } catch (e) {
          if (e instanceof AppError) return refused(e)
          log.error(`${channel}: ${e instanceof Error ? (e.stack ?? e.message) : 'failed'}`)
          return refused(new AppError('internal', `${channel} failed`, { retryable: true }))
        }
      })
    }
  }
}

const refused = (e: AppError): Outcome<never> => ({ ok: false, error: e.toFailure() })

/** Tells the page. Events are made by us and need no parsing. */
export function sendEvent(contents: WebContents | undefined, channel: string, payload: unknown): void {
  if (contents && !contents.isDestroyed()) contents.send(channel, payload)
}
