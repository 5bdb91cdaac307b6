import type { UserAgent } from 'sip.js'

/** Asks the server with OPTIONS (RFC 3261 11): any answer counts. */
export function ping(userAgent: UserAgent, limit: number): Promise<{ readonly ms: number; readonly status: number } | null> {
  const { userAgentCore: core } = userAgent
  const aor = userAgent.configuration.uri
  const server = aor.clone()
  server.user = undefined
  const started = performance.now()
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), limit)
    const answered = ({ message }: { message: { statusCode?: number | undefined; reasonPhrase?: string | undefined } }): void => {
      clearTimeout(timer)
      // sip.js makes these two of its own time-outs and transport errors
      const own = message.statusCode === undefined || (message.statusCode === 408 && message.reasonPhrase === undefined)
      resolve(own ? null : { ms: performance.now() - started, status: message.statusCode ?? 0 })
    }
    core.request(core.makeOutgoingRequestMessage('OPTIONS', server, aor, aor, {}), { onAccept: answered, onReject: answered, onRedirect: answered })
  })
}

export type LineHealthOptions = {
  readonly watched: () => boolean
  readonly quietFor: () => number
  readonly ping: (limit: number) => Promise<unknown>
  readonly onDead: () => void
}

const LOOK_EVERY = 5000
/** Silence after which the server is asked. */
const QUIET = 15_000
const ANSWER_LIMIT = 5000
/** After a wake-up nobody wants to wait. */
const QUICK_LIMIT = 2500

/** Knows a dead connection by the time since the last message that came in, asks before it judges, and says so once. */
export class LineHealth {
  readonly #o: LineHealthOptions
  readonly #timer: NodeJS.Timeout
  #asking = false

  constructor(options: LineHealthOptions) {
    this.#o = options
    this.#timer = setInterval(() => {
      if (options.watched() && options.quietFor() > QUIET) void this.#ask(ANSWER_LIMIT)
    }, LOOK_EVERY)
    this.#timer.unref()
  }

  checkNow(): Promise<void> {
    return this.#ask(QUICK_LIMIT)
  }
  stop(): void {
    clearInterval(this.#timer)
  }

  async #ask(limit: number): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    const started = performance.now()
    await this.#o.ping(limit)
    this.#asking = false
    // anything that came meanwhile proves the path, be it no answer to this question
    const heard = this.#o.quietFor() < performance.now() - started
    if (!heard && this.#o.watched()) this.#o.onDead()
  }
}
