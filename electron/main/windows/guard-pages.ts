import { app, shell } from 'electron'

/** What is opened in the user's browser; nothing else is, whoever asks. */
const outside = new Set(['https://dialdesk.example/'])

/**
 * Closes off every page of the app, whichever window it is in and whoever made it: no navigation but a reload of itself, no new window, no
 * webview, and no peer connection unless its window allows one (main-window.ts).
 */
export function guardPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { readonly url: string; preventDefault: () => void }): void => {
      if (withoutHash(event.url) !== withoutHash(contents.getURL())) event.preventDefault()
    }
    contents.on('will-navigate', stay)
    contents.on('will-redirect', stay)
    contents.on('will-frame-navigate', stay)
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (outside.has(url)) void shell.openExternal(url)
      return { action: 'deny' }
    })
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  })
}

const withoutHash = (url: string): string => url.split('#', 1)[0] ?? ''
