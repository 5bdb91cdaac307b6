import type { Log } from '../log.ts'

export type QuitOptions = {
  /** Confirms with the user where something would be lost. False: stay. */
  readonly confirm: () => Promise<boolean>
  /** Ends calls, unregisters lines, closes files. */
  readonly stop: () => Promise<void>
  readonly quit: () => void
  readonly log: Pick<Log, 'error'>
}

export type Quit = {
  /** For Electron's `before-quit`. */
  readonly beforeQuit: (event: { preventDefault: () => void }) => void
  /** Everything is stopped: windows may close. */
  readonly done: () => boolean
}

/** Longer than the phone process's own limit of 3 s; a part that hangs must not keep the app running. */
const STOP_LIMIT = 6000

/** Quits in order: confirm, stop every part, then Electron's quit. It happens once, however often it is requested. */
export function createQuit({ confirm, stop, quit, log }: QuitOptions): Quit {
  let state: 'running' | 'asking' | 'stopping' | 'done' = 'running'

  const leave = async (): Promise<void> => {
    state = 'asking'
    const yes = await confirm().catch((e: Error) => {
      log.error(`quit: ${e.message}`)
      return true
    })
    if (!yes) {
      state = 'running'
      return
    }
    state = 'stopping'
    const stopped = stop().catch((e: Error) => log.error(`stop: ${e.message}`))
    await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, STOP_LIMIT).unref())])
    state = 'done'
    quit()
  }

  return {
    beforeQuit(event) {
      if (state === 'done') return
      event.preventDefault()
      if (state === 'running') void leave()
    },
    done: () => state === 'done',
  }
}
