import type { CallView } from '../../../shared/domain/call.ts'
import type { MediaAgent } from './media-agent.ts'

/** Resolves once the microphone of one of the calls is sent, or after `limit` ms; at once where nobody is talking, as while it rings or on hold. */
export function whenSending(agent: Pick<MediaAgent, 'watch' | 'sourcesOf'>, calls: () => readonly CallView[], limit: number): Promise<void> {
  if (!calls().some(({ state, hold }) => state === 'connected' && !hold.local)) return Promise.resolve()
  return new Promise((resolve) => {
    const look = (): void => {
      if (calls().some(({ media }) => agent.sourcesOf(media.legId).mine !== null)) done()
    }
    const unwatch = agent.watch(look)
    const timer = setTimeout(done, limit)
    function done(): void {
      clearTimeout(timer)
      unwatch()
      resolve()
    }
    look()
  })
}
