import type { Session, SessionDescriptionHandler } from 'sip.js'
import type { CallAudio, DescriptionKind } from '../media/call-audio.ts'

/**
 * sip.js's view of a call's audio. Descriptions are applied one after the other, since a 200 may follow its 183 within the same
 * tick, and refused after close, since a CANCEL may come while the first one is being made.
 */
export class DescriptionHandler implements SessionDescriptionHandler {
  readonly #audio: CallAudio
  #queue: Promise<unknown> = Promise.resolve()
  /** Our offer is out and unanswered. */
  #awaitsAnswer = false
  #offerToAnswer = false
  #closed = false

  constructor(audio: CallAudio) {
    this.#audio = audio
  }

  getDescription(): Promise<{ body: string; contentType: string }> {
    return this.#enqueue(async () => {
      const answering = this.#offerToAnswer
      this.#offerToAnswer = false
      this.#awaitsAnswer = !answering
      const body = answering ? await this.#audio.answer() : await this.#audio.offer()
      return { body, contentType: 'application/sdp' }
    })
  }
  hasDescription(contentType: string): boolean {
    return contentType.split(';')[0]?.trim().toLowerCase() === 'application/sdp'
  }
  setDescription(description: string): Promise<void> {
    return this.#enqueue(() => this.#apply(description, this.#awaitsAnswer ? 'answer' : 'offer'))
  }
  /** A description in a 18x is a tentative answer; the 200 may bring another one (sip.js's own earlyMedia ends forked calls). */
  setEarly(description: string): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#awaitsAnswer) await this.#apply(description, 'tentative')
    })
  }
  async rollbackDescription(): Promise<void> {
    this.#awaitsAnswer = false
    this.#offerToAnswer = false
  }
  sendDtmf(): boolean {
    return false
  }
  close(): void {
    this.#closed = true
  }

  async #apply(description: string, kind: DescriptionKind): Promise<void> {
    await this.#audio.setRemote(description, kind)
    this.#offerToAnswer = kind === 'offer'
    if (kind === 'answer') this.#awaitsAnswer = false
  }

  #enqueue<T>(run: () => Promise<T>): Promise<T> {
    const next = this.#queue
      .catch(() => {})
      .then(() => {
        if (this.#closed) throw new Error('the call is over')
        return run()
      })
    this.#queue = next
    return next
  }
}

/** The audio of a session. Set before sip.js asks for the session's description handler. */
export const audioOf = new WeakMap<object, CallAudio>()

/** sip.js's sessionDescriptionHandlerFactory. @throws when the session has no audio */
export function createDescriptionHandler(session: Session): DescriptionHandler {
  const audio = audioOf.get(session)
  if (!audio) throw new Error('the session has no audio')
  return new DescriptionHandler(audio)
}
