import type { UserAgent } from 'sip.js'

/**
 * Sends an OPTIONS to the line's server (RFC 3261 11).
 *
 * @param limit ms
 * @returns ms until its answer, whatever the status; null without one. Rejects when the request cannot be sent
 */
export function ping(userAgent: UserAgent, limit: number): Promise<{ readonly ms: number; readonly status: number } | null> {
  const { userAgentCore: core } = userAgent
  const aor = userAgent.configuration.uri
  const server = aor.clone()
  server.user = undefined
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), limit)
    const answered = ({ message }: { message: { statusCode?: number | undefined; reasonPhrase?: string | undefined } }): void => {
      clearTimeout(timer)
      // sip.js reports its time-outs and transport errors as such responses
      const own = message.statusCode === undefined || (message.statusCode === 408 && message.reasonPhrase === undefined)
      resolve(own ? null : { ms: performance.now() - started, status: message.statusCode ?? 0 })
    }
    try {
      core.request(core.makeOutgoingRequestMessage('OPTIONS', server, aor, aor, {}), { onAccept: answered, onReject: answered, onRedirect: answered })
    } catch (e) {
      clearTimeout(timer)
      reject(e)
    }
  })
}

export type LineHealthOptions = {
  readonly watched: () => boolean
  readonly quietFor: () => number
  /** Null: no answer in time. */
  readonly ping: (limit: number) => Promise<object | null>
  readonly onDead: () => void
}

/** ms. */
const CHECK_EVERY = 5000
/** ms of silence after which the server is pinged. */
const QUIET = 15_000
/** ms until a ping without an answer means that the connection is dead. */
const ANSWER_LIMIT = 5000
/** ms. After a wake-up the user waits for the line. */
const QUICK_LIMIT = 2500

/** Finds a dead connection: after some silence it pings the server, and reports the line dead when nothing comes back. */
export class LineHealth {
  readonly #options: LineHealthOptions
  readonly #timer: NodeJS.Timeout
  #asking = false

  constructor(options: LineHealthOptions) {
    this.#options = options
    this.#timer = setInterval(() => {
      if (options.watched() && options.quietFor() > QUIET) void this.#ask(ANSWER_LIMIT)
    }, CHECK_EVERY)
    this.#timer.unref()
  }

  /** Pings at once, after a wake-up. What is read first may have come before the sleep: then the ping is repeated. */
  checkNow(): Promise<void> {
    return this.#ask(QUICK_LIMIT, true)
  }
  stop(): void {
    clearInterval(this.#timer)
  }

  async #ask(limit: number, again = false): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    const started = performance.now()
    // a ping that cannot be sent counts as unanswered
    const answer = await (async () => this.#options.ping(limit))().catch(() => null)
    this.#asking = false
    // any message that came meanwhile proves the connection
    const heard = this.#options.quietFor() < performance.now() - started
    if (answer === null && heard && again) return this.#ask(limit)
    if (!heard && this.#options.watched()) this.#options.onDead()
  }
}
