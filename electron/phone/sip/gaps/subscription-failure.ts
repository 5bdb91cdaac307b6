import type { Subscriber } from 'sip.js'
import type { IncomingResponseMessage } from 'sip.js/lib/core'

type Outcome = { readonly failure?: { readonly response?: { readonly message: IncomingResponseMessage } } }
/** The part of sip.js's class that is used here; its type declares it as private. */
type Inner = { readonly subscriberRequest: { subscribe: () => Promise<Outcome> } }

/**
 * Gap in sip.js: a subscriber whose first SUBSCRIBE fails does not say why.
 *
 * @param onFailure called before the subscriber terminates, with the response; with null when it was accepted and no
 * notification came in time (timer N, RFC 6665 4.1.2.4)
 */
export function watchSubscribeFailure(subscriber: Subscriber, onFailure: (response: IncomingResponseMessage | null) => void): void {
  const request = (subscriber as unknown as Inner).subscriberRequest
  const subscribe = request.subscribe.bind(request)
  request.subscribe = async () => {
    const outcome = await subscribe()
    if (outcome.failure) onFailure(outcome.failure.response?.message ?? null)
    return outcome
  }
}
