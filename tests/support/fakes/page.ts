import { Page } from '../../../electron/phone/media/page.ts'
import type { MediaReply, MediaRequest } from '../../../shared/domain/media.ts'

export type AskedRequest = { readonly request: MediaRequest; readonly reply: (reply: MediaReply) => void; readonly fail: () => void }

/** A page that answers each request at once, or, with `held`, when the test replies. */
export function fakePage() {
  const asked: AskedRequest[] = []
  const fake = {
    asked,
    held: false,
    /** Names of the requests so far, in order. */
    get ops(): string[] {
      return asked.map(({ request }) => request.op)
    },
    last: (op: MediaRequest['op']): AskedRequest => {
      const found = asked.findLast(({ request }) => request.op === op)
      if (!found) throw new Error(`the page was not asked for ${op}`)
      return found
    },
    page: new Page(
      (request) =>
        new Promise((resolve, reject) => {
          asked.push({ request, reply: resolve, fail: () => reject(new Error('the page is gone')) })
          if (!fake.held) resolve({ ok: true, sdp: `sdp of ${request.op}` })
        }),
    ),
  }
  fake.page.present = true
  return fake
}
