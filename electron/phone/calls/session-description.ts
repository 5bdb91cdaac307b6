import type { Session, SessionDescriptionHandler } from 'sip.js'
import type { DescriptionKind, Sound } from '../media/sound.ts'

/**
 * sip.js's view of a call's sound. Descriptions are taken one after the other (a 200 may follow its 183 within the same
 * tick) and refused after close (a CANCEL while the first one is being made).
 */
export class SoundDescriptionHandler implements SessionDescriptionHandler {
  readonly #sound: Sound
  #queue: Promise<unknown> = Promise.resolve()
  /** Our offer is out and unanswered. */
  #awaitsAnswer = false
  #offerToAnswer = false
  #closed = false

  constructor(sound: Sound) {
    this.#sound = sound
  }

  getDescription(): Promise<{ body: string; contentType: string }> {
    return this.#enqueue(async () => {
      const answering = this.#offerToAnswer
      this.#offerToAnswer = false
      this.#awaitsAnswer = !answering
      const body = answering ? await this.#sound.answer() : await this.#sound.offer()
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
    await this.#sound.setRemote(description, kind)
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

/** The sound of a session; put there before sip.js asks for it. */
export const soundOf = new WeakMap<object, Sound>()

export function createDescriptionHandler(session: Session): SoundDescriptionHandler {
  const sound = soundOf.get(session)
  if (!sound) throw new Error('the session has no sound')
  return new SoundDescriptionHandler(sound)
}
