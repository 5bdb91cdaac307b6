import { AppError } from '../../../shared/domain/failure.ts'
import type { Call } from './call.ts'
import { ringsHere } from './room-for-calls.ts'

/**
 * Which call has the microphone and the loudspeaker: one call, or all calls of one conference. A call that gains the focus
 * mutes the others at once and then puts them on hold.
 */
export class CallFocus {
  readonly #running: () => readonly Call[]
  readonly #log: (text: string) => void

  /** @param running the calls that are not over, in the order in which they began */
  constructor(running: () => readonly Call[], log: (text: string) => void) {
    this.#running = running
    this.#log = log
  }

  /** Brings a call to the front. */
  set(call: Call): void {
    for (const other of this.#running()) {
      if (other === call) continue
      other.setFocus(false)
      const { state, hold } = other.view
      // one that is being resumed is held after that
      if (state === 'connected' && (hold.pending || !hold.local)) void this.#hold(other)
    }
    call.setFocus(true)
  }

  /** Mixes all connected calls, or leaves the newest of them in front. @throws AppError `call-wrong-state` with fewer than two calls */
  setConference(on: boolean): void {
    const connected = this.#running().filter((c) => c.view.state === 'connected')
    if (on && connected.length < 2) throw new AppError('call-wrong-state', 'a conference takes two calls')
    if (on) {
      for (const call of this.#running()) if (call.view.state !== 'connected') call.setFocus(false)
      for (const call of connected) {
        call.setFocus(true, true)
        if (call.view.hold.local || call.view.hold.pending) void call.setHold(false).catch((e: Error) => this.#log(`conference: ${e.message}`))
      }
    } else {
      const front = connected.filter((c) => c.view.conference).at(-1)
      for (const call of connected) call.setFocus(call === front, false)
      if (front) this.set(front)
    }
    this.mix()
  }

  /** Calls of the conference; empty without one. */
  get members(): Call[] {
    return this.#running().filter((c) => c.view.conference)
  }

  /** Gives each call of the conference the page's legs of the others, but those whose side is muted. */
  mix(): void {
    const { members } = this
    for (const call of this.#running()) {
      const others = call.view.conference ? members.filter((m) => m !== call && !m.view.remoteMuted) : []
      call.setMix(others.flatMap((m) => m.view.media.legId ?? []))
    }
  }

  /** A call was answered that the user may have left meanwhile: it waits on hold, unless it is in front or nothing else is. */
  connected(call: Call): void {
    if (call.view.focus) return
    if (this.#taken) void this.#hold(call)
    else call.setFocus(true)
  }

  /** A call is over: another comes to the front, held as it is, so that no microphone opens unexpectedly; else one that rings there. */
  callEnded(): void {
    const { members } = this
    if (members.length === 1) members[0]?.setFocus(true, false)
    if (this.#taken) return
    const running = this.#running()
    const next = running.findLast((c) => c.view.state === 'connected') ?? running.findLast((c) => !ringsHere(c))
    if (next?.view.state === 'connected' && !next.view.hold.local) void this.#holdInFront(next)
    else next?.setFocus(true)
  }

  get #taken(): boolean {
    return this.#running().some((c) => c.view.focus)
  }

  /** Muted if the far end refuses the hold. */
  async #holdInFront(call: Call): Promise<void> {
    await this.#hold(call)
    if (this.#taken || call.over) return
    if (!call.view.hold.local) call.setMuted(true)
    call.setFocus(true)
  }

  async #hold(call: Call): Promise<void> {
    await call.setHold(true).catch((e: Error) => this.#log(`hold: ${e.message}`))
  }
}
