import type { CodecName } from '../../../shared/codec.ts'
import type { MediaReply, MediaRequest } from '../../../shared/media.ts'

export type AskPage = (request: MediaRequest) => Promise<MediaReply>

export class PageFailure extends Error {
  override readonly name = 'PageFailure'
  readonly reason: Extract<MediaReply, { ok: false }>['reason']
  constructor(reason: PageFailure['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

/**
 * The page that owns microphone and loudspeaker: there, gone, or back again after a reload. Calls listen to it and attach
 * their sound anew; nothing of a call is kept in the page.
 */
export class Page {
  readonly #ask: AskPage
  readonly #watchers = new Set<{ came: () => void; gone: () => void }>()
  #nextLeg = 0
  present = false

  constructor(ask: AskPage) {
    this.#ask = ask
  }

  setPresent(present: boolean): void {
    // a page that comes while another counts as present is a new one: the newest wins
    if (this.present) for (const w of this.#watchers) w.gone()
    this.present = present
    if (present) for (const w of this.#watchers) w.came()
  }

  watch(watcher: { came: () => void; gone: () => void }): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  newLeg(): number {
    this.#nextLeg += 1
    return this.#nextLeg
  }

  /** @throws PageFailure */
  async ask(request: MediaRequest): Promise<string> {
    if (!this.present) throw new PageFailure('no-leg', 'there is no page')
    const reply = await this.#ask(request)
    if (!reply.ok) throw new PageFailure(reply.reason, reply.message)
    return reply.sdp ?? ''
  }

  /** A request whose outcome changes nothing any more. */
  tell(request: MediaRequest): void {
    if (this.present) void this.#ask(request).catch(() => {})
  }

  setCodec(leg: number, codec: CodecName): void {
    this.tell({ op: 'leg.codec', leg, codec })
  }
}
