import { type MediaToPage, type MediaToPhone, mediaIpc } from '../../../shared/contract/media.ts'
import { createPeer, type Peer } from '../../../shared/contract/peer.ts'
import type { MediaReply, MediaRequest } from '../../../shared/domain/media.ts'

/** ms. A page that hangs must not hold up a call. */
const ANSWER_LIMIT = 10_000
/** Requests that may wait for the page at a time; a few calls need a few each. */
const MOST_WAITING = 500

/** Requests to the page's media agent; main forwards the messages both ways. */
export class PageRequests {
  readonly #peer: Peer<typeof mediaIpc>

  /** @param post sends a message on its way to the page */
  constructor(post: (message: MediaToPage) => void) {
    this.#peer = createPeer({
      contract: mediaIpc,
      port: { post: (message) => post(message as MediaToPage) },
      timeout: ANSWER_LIMIT,
      most: MOST_WAITING,
    })
  }

  /** @returns the page's reply, or a failure after 10 s without one; never rejects */
  readonly send = (request: MediaRequest): Promise<MediaReply> =>
    this.#peer.call('media', 'request', request).catch((e: Error) => ({ ok: false, reason: 'failed', message: e.message.slice(0, 300) }))

  /** A message of the page; a reply to no request, or to one that timed out, is ignored. */
  receive(message: MediaToPhone): void {
    this.#peer.receive(message)
  }

  /** Fails the requests that still wait. */
  close(): void {
    this.#peer.close('the phone process is closing')
  }
}
