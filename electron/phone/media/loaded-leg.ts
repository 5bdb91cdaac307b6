import type { WebRtcLeg, WebRtcLegFactory } from './webrtc-leg.ts'

/**
 * Legs whose implementation is loaded for the first of them, while the page prepares its offer. It is more than half of the phone process's
 * scripts, and a process that only waits for calls does without.
 *
 * @param load tried again with the next leg when it rejects; then `answer` rejects, too
 */
export function loadedLegs(load: () => Promise<WebRtcLegFactory>): WebRtcLegFactory {
  let loading: Promise<WebRtcLegFactory> | undefined
  return (events) => {
    loading ??= load()
    const create = loading
    create.catch(() => {
      if (loading === create) loading = undefined
    })
    let leg: WebRtcLeg | undefined
    let closed = false
    return {
      async answer(offer) {
        leg ??= (await create)(events)
        if (closed) leg.close()
        return leg.answer(offer)
      },
      send: (...packet) => leg?.send(...packet),
      close() {
        closed = true
        leg?.close()
      },
    }
  }
}
