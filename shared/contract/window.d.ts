import type { IpcClient } from './ipc.ts'

declare global {
  interface Window {
    /** The contract's bridge, exposed by the preload script. */
    readonly dialdesk: IpcClient
  }
}
