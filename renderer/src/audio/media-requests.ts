import type { IpcClient } from '../../../shared/contract/ipc.ts'
import type { MediaToPage } from '../../../shared/contract/media.ts'
import type { MediaAgent } from './media-agent.ts'

/**
 * Lets the media agent answer the phone process's requests, which main has checked and forwards. One that was given up meanwhile is not
 * answered; a new phone process begins anew.
 */
export function answerMediaRequests(media: IpcClient['media'], agent: Pick<MediaAgent, 'handle' | 'reset'>): void {
  /** The numbers of those that are worked on. */
  let waiting = new Set<number>()
  const answer = async ({ id, args }: Extract<MediaToPage, { kind: 'call' }>): Promise<void> => {
    // the old process's numbers count again in the new one
    const of = waiting
    of.add(id)
    const value = await agent.handle(args)
    if (of === waiting && of.delete(id)) void media.toPhone({ kind: 'reply', id, outcome: { ok: true, value } })
  }
  media.toPage((message) => {
    if (message.kind === 'call') void answer(message)
    else waiting.delete(message.id)
  })
  media.reset(() => {
    agent.reset()
    waiting = new Set()
  })
  void media.ready()
}
