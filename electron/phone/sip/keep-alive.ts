/** ms between keep-alives. */
export const KEEP_ALIVE = 15_000
/** Bytes that wait in this process for a server that does not read; more than a busy one ever leaves. */
export const MOST_UNSENT = 1024 * 1024
/** ms. A server that answered pings before and does not now is gone (RFC 5626 4.4.1). */
const PONG_LIMIT = 5000

/**
 * Pings while the connection is up (RFC 5626 3.5.1). A server that has answered one ping must answer the next ones; one that
 * never answers is not expected to.
 */
export function keepAlive(ping: () => void, dead: (e: Error) => void): { pong: () => void; stop: () => void } {
  let answers = false
  let waiting: NodeJS.Timeout | undefined
  const timer = setInterval(() => {
    ping()
    if (answers) waiting = setTimeout(() => dead(new Error('the server stopped answering')), PONG_LIMIT)
  }, KEEP_ALIVE)
  return {
    pong() {
      answers = true
      clearTimeout(waiting)
    },
    stop() {
      clearInterval(timer)
      clearTimeout(waiting)
    },
  }
}
