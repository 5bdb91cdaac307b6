type Listener = (event: never, args: unknown) => Promise<unknown>

/** What main listens to, by channel; the last binding counts. One for all files of a worker, which share the modules they test. */
export const listeners = new Map<string, Listener>()

/** Takes the place of Electron's. */
export const ipcMain = { handle: (channel: string, listener: Listener): void => void listeners.set(channel, listener) }
