import type { IpcClient } from '../../../shared/contract/ipc.ts'
import { type MediaToPhone, mediaIpc } from '../../../shared/contract/media.ts'
import { createPeer, type Peer } from '../../../shared/contract/peer.ts'
import type { MediaAgent } from './media-agent.ts'

/** Lets the media agent answer the phone process's requests, whose messages main forwards. A new phone process begins anew. */
export function answerMediaRequests(media: IpcClient['media'], agent: Pick<MediaAgent, 'handle' | 'reset'>): void {
  const open = (): Peer<typeof mediaIpc> =>
    createPeer({
      contract: mediaIpc,
      port: { post: (message) => void media.toPhone(message as MediaToPhone) },
      handlers: { media: { request: (request) => agent.handle(request) } },
      // main has counted and measured them
      rateLimit: Number.POSITIVE_INFINITY,
      maxSize: Number.POSITIVE_INFINITY,
    })
  let peer = open()
  media.toPage((message) => peer.receive(message))
  media.reset(() => {
    agent.reset()
    // its numbers start again: a late reply to the old process must not reach the new one
    peer.close()
    peer = open()
  })
  void media.ready()
}
