import { editHeaders, type Peeked } from '../sip-message.ts'
import { LONGEST_SECONDS, readSeconds } from '../timers.ts'

/** s. A subscription must not be refreshed more often. */
const SHORTEST_SUBSCRIPTION = 60

/**
 * Gap in sip.js: it sets a timer to any value of `Expires` (an INVITE's) and `Subscription-State`, and Node's timers fire at once
 * for more than 24.8 days and for NaN. Returns the message with lifetimes that a timer can take.
 */
export function withUsableExpiry(text: string, message: Peeked): string {
  const { headers } = message
  if (!headers.has('expires') && !headers.has('subscription-state')) return text
  const granted = message.status !== null && message.method === 'SUBSCRIBE'
  return editHeaders(text, (line, name) => {
    if (name === 'subscription-state') return [line.replace(/;\s*expires\s*=[^;]*/gi, (all) => subscriptionExpiry(all))]
    if (name !== 'expires') return [line]
    const seconds = readSeconds(line.slice(line.indexOf(':') + 1))
    if (seconds === null) return []
    return [`Expires: ${granted ? usableSubscription(seconds) : seconds}`]
  })
}

function subscriptionExpiry(parameter: string): string {
  const seconds = readSeconds(parameter.slice(parameter.indexOf('=') + 1))
  return seconds === null ? '' : `;expires=${usableSubscription(seconds)}`
}

const usableSubscription = (seconds: number): number => Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SUBSCRIPTION, seconds))
