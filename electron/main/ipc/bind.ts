import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { AppError, type EventPayloads, type Outcome } from '../../../shared/contract.ts'
import { type Ipc, type IpcHandlers, ipc } from '../../../shared/ipc.ts'
import type { Log } from '../log.ts'

type Untyped = Record<string, Record<string, (args?: unknown) => unknown>>

/**
 * Binds the contract to Electron's IPC: only our page's main frame may ask, every argument is parsed, answers are tagged.
 * Neither arguments nor foreign errors' texts reach the log or the page.
 *
 * @param isTrusted whether a sender may use a domain: our page's main frame, or the incoming window's for its own
 */
export function bindIpc(handlers: IpcHandlers, isTrusted: (event: IpcMainInvokeEvent, domain: string) => boolean, log: Log): void {
  for (const [domain, entries] of Object.entries(ipc)) {
    for (const [name, entry] of Object.entries(entries)) {
      if (entry.kind !== 'call') continue
      const channel = `${domain}.${name}`
      ipcMain.handle(channel, async (event, args: unknown): Promise<Outcome<unknown>> => {
        if (!isTrusted(event, domain)) {
          log.warn(`${channel}: refused, not our page`)
          return refused(new AppError('not-allowed', 'not our page'))
        }
        const parsed = entry.args.safeParse(args)
        if (!parsed.success) return refused(new AppError('invalid-argument', `${channel}: invalid arguments`))
        try {
          return { ok: true, value: await (handlers as unknown as Untyped)[domain]?.[name]?.(parsed.data) }
        } catch (e) {
          if (e instanceof AppError) return refused(e)
          log.error(`${channel}: ${causeOf(e, entry.secret)}`)
          return refused(new AppError('internal', `${channel} failed`, { retryable: true }))
        }
      })
    }
  }
}

/** What the log may say of an unforeseen error: a text made beside a secret might quote it. */
function causeOf(e: unknown, secret: boolean): string {
  if (!(e instanceof Error)) return 'failed'
  return secret ? e.name : (e.stack ?? e.message)
}

const refused = (e: AppError): Outcome<never> => ({ ok: false, error: e.toFailure() })

/** Tells the page what happened; nobody hears it while there is none. */
export type PageSender = <D extends keyof EventPayloads<Ipc> & string, N extends keyof EventPayloads<Ipc>[D] & string>(
  domain: D,
  name: N,
  payload: EventPayloads<Ipc>[D][N],
) => void

export function createPageSender(page: () => WebContents | undefined): PageSender {
  return (domain, name, payload) => {
    const contents = page()
    if (contents && !contents.isDestroyed()) contents.send(`${domain}.${name}`, payload)
  }
}
