import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import type { IncomingView } from '../../../shared/domain/desktop.ts'
import { createPageSender } from '../ipc/page-sender.ts'
import type { Log } from '../log.ts'
import { ORIGIN } from './scheme.ts'
import { incomingBounds, incomingWindowOptions } from './window-options.ts'

export type IncomingWindow = {
  /** Creates the window hidden ahead of the first call, so that a call only has to show it. */
  readonly prepare: () => void
  /** Shows the call, or hides the window. It does not take the focus. */
  readonly show: (view: IncomingView | null) => void
  readonly view: () => IncomingView | null
  readonly contents: () => Electron.WebContents | undefined
  readonly close: () => void
}

/** The small window of a call that comes in: always on top, on the screen with the pointer, never activated automatically. */
export function createIncomingWindow(options: {
  readonly preload: string
  readonly developmentUrl: string | undefined
  /** 1 is the usual size. */
  readonly zoom: () => number
  readonly log: Log
}): IncomingWindow {
  const { preload, developmentUrl, zoom, log } = options
  const url = developmentUrl ? new URL('incoming.html', developmentUrl).href : `${ORIGIN}/incoming.html`
  const send = createPageSender(() => contents())
  let window: BrowserWindow | null = null
  let shown: IncomingView | null = null
  const contents = () => (window && !window.isDestroyed() ? window.webContents : undefined)

  const create = (): BrowserWindow => {
    const made = new BrowserWindow(incomingWindowOptions(process.platform, preload, nativeTheme.shouldUseDarkColors, !app.isPackaged))
    // above full-screen windows too, where the system allows it
    made.setAlwaysOnTop(true, 'screen-saver')
    made.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
    // closing it does not answer: the call goes on ringing, and the main window still shows it
    made.on('close', (event) => {
      if (window !== made) return
      event.preventDefault()
      made.hide()
    })
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      log.warn(`the incoming window is gone: ${reason}`)
      if (window !== made) return
      window = null
      made.destroy()
      if (shown) showInCorner(create())
    })
    void made.loadURL(url).catch((e: Error) => log.error(`incoming window: ${e.message}`))
    window = made
    return made
  }
  const showInCorner = (to: BrowserWindow): void => {
    to.setBounds(incomingBounds(screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea, zoom()))
    // Chromium zooms by origin: both windows are of the same size, and the smaller one grows with it
    to.webContents.setZoomFactor(zoom())
    to.showInactive()
  }
  return {
    prepare() {
      window ??= create()
    },
    show(view) {
      const before = shown
      shown = view
      if (!view) {
        if (!before) return
        window?.hide()
      } else if (before?.callId !== view.callId) showInCorner(window ?? create())
      send('incoming', 'changed', view)
    },
    view: () => shown,
    contents,
    close() {
      const closing = window
      window = null
      closing?.destroy()
    },
  }
}
