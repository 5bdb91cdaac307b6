import { type IpcMainInvokeEvent, ipcMain } from 'electron'

type Handle = (event: IpcMainInvokeEvent, args: unknown) => Promise<unknown>
const early = new Map<string, (handle: Handle) => void>()

/** Lets calls on this channel wait until they are handled: a page may make them before main is built. */
export function holdCalls(channel: string): void {
  const { promise, resolve } = Promise.withResolvers<Handle>()
  early.set(channel, resolve)
  ipcMain.handle(channel, async (event, args: unknown) => (await promise)(event, args))
}

/** Handles the calls on a channel, those that wait first. */
export function handleCalls(channel: string, handle: Handle): void {
  const held = early.get(channel)
  if (!held) return ipcMain.handle(channel, handle)
  early.delete(channel)
  held(handle)
}
