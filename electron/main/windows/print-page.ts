import { BrowserWindow, session } from 'electron'
import { PRINT_SESSION, printWindowOptions } from './window-options.ts'

/** A page is one of ours, without script and without anything from elsewhere; its window is closed in any case. */
export async function printPage(
  page: string,
  options: { readonly footer: string; readonly tagged: boolean; readonly pageSize: 'A4' | 'Letter'; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  const { footer, tagged, pageSize, signal } = options
  signal.throwIfAborted()
  const window = new BrowserWindow(printWindowOptions)
  const close = (): void => {
    if (!window.isDestroyed()) window.destroy()
  }
  signal.addEventListener('abort', close)
  try {
    session.fromPartition(PRINT_SESSION).webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !/^(?:file|data):/.test(url) }))
    await window.loadFile(page)
    return await window.webContents.printToPDF({
      pageSize,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: footer,
      // inches; room for the page's number
      margins: { top: 0.6, bottom: 0.7, left: 0.5, right: 0.5 },
      generateTaggedPDF: tagged,
    })
  } finally {
    signal.removeEventListener('abort', close)
    close()
  }
}
