import { BrowserWindow, screen } from 'electron'
import type { IncomingView } from '../../../shared/desktop.ts'
import type { Log } from '../log.ts'
import { incomingBounds, incomingWindowOptions } from './window-options.ts'

export type IncomingWindow = {
  /** Makes the window ahead of the first call, hidden: when it rings it is only shown. */
  readonly prepare: () => void
  /** Shows the call, or hides the window. It takes no focus. */
  readonly show: (view: IncomingView | null) => void
  readonly view: () => IncomingView | null
  readonly contents: () => Electron.WebContents | undefined
  readonly close: () => void
}

/** The small window of a call that comes in: always on top, on the screen with the pointer, never activated by itself. */
export function createIncomingWindow(options: {
  readonly preload: string
  readonly url: string
  readonly dark: () => boolean
  /** 1 is the usual size. */
  readonly zoom: () => number
  readonly send: (contents: Electron.WebContents, view: IncomingView | null) => void
  readonly log: Log
}): IncomingWindow {
  const { preload, url, dark, zoom, send, log } = options
  let window: BrowserWindow | null = null
  let shown: IncomingView | null = null

  const create = (): BrowserWindow => {
    const made = new BrowserWindow(incomingWindowOptions(process.platform, preload, dark()))
    // above full-screen windows too, where the system allows it
    made.setAlwaysOnTop(true, 'screen-saver')
    made.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
    made.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
    made.webContents.on('will-navigate', (event) => event.preventDefault())
    // closing it by hand is no answer: the call goes on ringing, and the main window still shows it
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
      if (shown) place(create())
    })
    void made.loadURL(url).catch((e: Error) => log.error(`incoming window: ${e.message}`))
    window = made
    return made
  }
  const place = (to: BrowserWindow): void => {
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
      } else if (before?.callId !== view.callId) place(window ?? create())
      if (window && !window.isDestroyed()) send(window.webContents, view)
    },
    view: () => shown,
    contents: () => (window && !window.isDestroyed() ? window.webContents : undefined),
    close() {
      const closing = window
      window = null
      closing?.destroy()
    },
  }
}
