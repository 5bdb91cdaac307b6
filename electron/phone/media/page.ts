import type { CodecName } from '../../../shared/domain/codec.ts'
import type { MediaReply, MediaRequest, Reception } from '../../../shared/domain/media.ts'

export type SendMediaRequest = (request: MediaRequest) => Promise<MediaReply>

/** Called when a page comes and when it goes. */
export type PageWatcher = { readonly onAttached: () => void; readonly onDetached: () => void }

/** The page refused a request, or there is none. */
export class PageFailure extends Error {
  override readonly name = 'PageFailure'
  readonly reason: Extract<MediaReply, { ok: false }>['reason']
  constructor(reason: PageFailure['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

/**
 * The page that owns microphone and loudspeaker. It may go and come back at any time (a reload, a crash): calls watch it and
 * build their legs again; no state of a call is kept in the page.
 */
export class Page {
  readonly #send: SendMediaRequest
  readonly #watchers = new Set<PageWatcher>()
  #nextLeg = 0
  present = false

  constructor(send: SendMediaRequest) {
    this.#send = send
  }

  /** Main says whether there is a page; true again is a page that was loaded anew. */
  setPresent(present: boolean): void {
    // a page that comes while one is present replaces it
    if (this.present) for (const w of this.#watchers) w.onDetached()
    this.present = present
    if (present) for (const w of this.#watchers) w.onAttached()
  }

  /** @returns stops watching */
  watch(watcher: PageWatcher): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** An id that no other leg of this process has, from 1. */
  newLeg(): number {
    this.#nextLeg += 1
    return this.#nextLeg
  }

  /** @returns the reply's SDP, or "" @throws PageFailure `no-leg` without a page, or the page's refusal */
  async request(request: MediaRequest): Promise<string> {
    return (await this.#ask(request)).sdp ?? ''
  }

  /** @returns what a leg has received so far; null before anything arrived @throws PageFailure as `request` does */
  async reception(leg: number): Promise<Reception | null> {
    return (await this.#ask({ op: 'leg.reception', leg })).reception ?? null
  }

  async #ask(request: MediaRequest): Promise<Extract<MediaReply, { ok: true }>> {
    if (!this.present) throw new PageFailure('no-leg', 'there is no page')
    const reply = await this.#send(request)
    if (!reply.ok) throw new PageFailure(reply.reason, reply.message)
    return reply
  }

  /** Sends a request whose outcome does not matter. */
  notify(request: MediaRequest): void {
    if (this.present) void this.#send(request).catch(() => {})
  }

  setCodec(leg: number, codec: CodecName): void {
    this.notify({ op: 'leg.codec', leg, codec })
  }
}
