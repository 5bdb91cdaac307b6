// What the main window needs, and nothing else: it opens while the rest of main (app.ts) has not been read yet.

import { join } from 'node:path'
import { app, nativeTheme, session } from 'electron'
import type { LaunchOptions } from './cli/launch-options.ts'
import type { Environment } from './environment.ts'
import { holdCalls } from './ipc/early-calls.ts'
import { initialState } from './ipc/initial-state.ts'
import { createPageSender, type PageSender } from './ipc/page-sender.ts'
import { Projection, type Slice } from './ipc/projection.ts'
import { readEnvironment } from './system/read-environment.ts'
import { startLater } from './system/start-later.ts'
import { startedBySystem } from './system/start-with-system.ts'
import { createMainWindow, type MainWindow, type MainWindowOptions } from './windows/main-window.ts'
import { preparePageSession } from './windows/page-session.ts'

/** ms after which the rest of main is read although the page has not asked for its files: a page from the development server, a slow disk. */
const SERVED_LIMIT = 1000

/** What the window and its page ask of the rest of main. */
export type WindowOwner = Pick<MainWindowOptions, 'onClose' | 'hideToTray' | 'call' | 'onPageGone' | 'onShown'> & {
  /** Slices of the state have changed. */
  readonly onSlices: (slices: readonly Slice[]) => void
  readonly recordingFile: (id: number) => Promise<string | null>
}
export type OpenedWindow = {
  readonly environment: Environment
  readonly main: MainWindow
  readonly projection: Projection
  readonly toPage: PageSender
  /** From now on the owner is asked; until then the window closes, and has nothing to say. */
  readonly setOwner: (owner: WindowOwner) => void
  /** What the page is drawn from has been sent: the processor is free for the rest of main. */
  readonly served: Promise<void>
}

/** @param launch what the command line of this start asks for */
export function openWindow(launch: LaunchOptions): OpenedWindow {
  let owner: WindowOwner | null = null
  let shown: boolean | null = null
  const { promise: served, resolve } = Promise.withResolvers<void>()
  const afterServing = startLater(() => setImmediate(resolve), SERVED_LIMIT)
  const environment = readEnvironment((state) => projection.set('storage', { ...projection.state.storage, settings: state }))
  nativeTheme.themeSource = environment.settings.get('settings').theme

  const main = createMainWindow()
  const toPage = createPageSender(main.contents)
  const projection = new Projection(
    initialState(environment),
    (change) => toPage('app', 'changed', change),
    (slices) => owner?.onSlices(slices),
  )
  holdCalls('app.snapshot')
  preparePageSession(session.defaultSession, environment, {
    pages: join(import.meta.dirname, '../renderer'),
    state: () => projection.state,
    recordingFile: async (id) => (await owner?.recordingFile(id)) ?? null,
    page: main.contents,
    onServed: afterServing.start,
  })
  main.open(environment, {
    preload: join(import.meta.dirname, '../preload/index.cjs'),
    icon: join(import.meta.dirname, '../../resources/icon.png'),
    onClose: () => owner?.onClose() ?? 'close',
    hideToTray: (window) => owner?.hideToTray(window),
    quit: () => app.quit(),
    hidden: launch.hidden || startedBySystem() || environment.settings.get('settings').desktop.startMinimised,
    call: (number) => owner?.call(number),
    onPageGone: () => owner?.onPageGone(),
    onShown(now) {
      shown = now
      owner?.onShown(now)
    },
  })
  return {
    environment,
    main,
    projection,
    toPage,
    served,
    setOwner(now) {
      owner = now
      if (shown !== null) now.onShown(shown)
    },
  }
}
