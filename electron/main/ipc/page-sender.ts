import type { WebContents } from 'electron'
import type { EventPayloads } from '../../../shared/contract/contract.ts'
import type { Ipc } from '../../../shared/contract/ipc.ts'

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
