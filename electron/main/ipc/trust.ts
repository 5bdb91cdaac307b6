import type { IpcMainInvokeEvent, WebContents } from 'electron'
import { isOurPage } from '../windows/scheme.ts'

/**
 * Who may send what: the main window's page every domain but `incoming`, the incoming window's page that one alone; both from
 * their main frame only.
 */
export function createTrust(pages: {
  readonly main: () => WebContents | undefined
  readonly incoming: () => WebContents | undefined
  readonly developmentUrl: string | undefined
}): (event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>, domain: string) => boolean {
  return ({ sender, senderFrame }, domain) => {
    if (senderFrame === null || senderFrame.parent !== null) return false
    const incoming = domain === 'incoming'
    if (sender !== (incoming ? pages.incoming() : pages.main())) return false
    return isOurPage(senderFrame.url, pages.developmentUrl, incoming ? 'incoming.html' : 'index.html')
  }
}
