import type { Peer } from '../../../shared/contract/peer.ts'
import type { LineSetup, PhoneIpc, PhoneMemory } from '../../../shared/contract/phone.ts'
import { AppError } from '../../../shared/domain/failure.ts'

export type LineStarter = {
  /** Gives a new process its memory and its lines. Rejects when the process does not answer. */
  readonly start: (peer: Peer<PhoneIpc>, memory: PhoneMemory) => Promise<void>
  /** Gives a running process the lines that are wanted now. */
  readonly apply: (peer: Peer<PhoneIpc>) => Promise<void>
  /** A line the process died of is tried again; false when there is no such line. */
  readonly release: (lineId: string) => boolean
  /**
   * The process ended. True when a line was on trial: that line is left out from now on.
   *
   * @param careful the next start tries the lines one by one
   */
  readonly ended: (careful: boolean) => boolean
}

/** Time a line must run, with those before it, to pass its trial, ms. */
export const TRIAL = 2000

const nothing: PhoneMemory = { bindings: [], dialogs: [] }

/**
 * Gives the phone process its lines. A list that it refuses is given line by line, so that only the lines that it refuses
 * fail; after several deaths right after the start each line is tried for a while before the next, and the one during whose
 * trial the process ends is left out until it changes or the user tries it again.
 */
export function createLineStarter(options: {
  readonly wanted: () => readonly LineSetup[]
  /** Why one line failed, in English: for the log and the line's details. */
  readonly onLineFailed: (lineId: string, why: string) => void
  /** The process no longer answers, on trial of a line; when it ends, that line is left out. */
  readonly onSilent: () => void
}): LineStarter {
  const { wanted, onLineFailed, onSilent } = options
  /** Setups as text by line id. */
  const leftOut = new Map<string, string>()
  let onTrial: LineSetup | null = null
  let careful = false
  let process: Peer<PhoneIpc> | null = null
  let running: Promise<void> | null = null
  let again = false

  const usable = (): LineSetup[] => {
    const lines = wanted()
    for (const [id, setup] of leftOut) if (!lines.some((l) => l.id === id && JSON.stringify(l) === setup)) leftOut.delete(id)
    for (const id of leftOut.keys()) onLineFailed(id, 'the phone process ended each time it ran this line')
    return lines.filter(({ id }) => !leftOut.has(id))
  }

  const give = async (peer: Peer<PhoneIpc>): Promise<void> => {
    const lines = usable()
    if (!careful && (await accepts(peer, lines)) === null) return
    const good: LineSetup[] = []
    let refused = false
    for (const line of lines) {
      onTrial = careful ? line : null
      const why = await accepts(peer, [...good, line])
      if (why === null) good.push(line)
      else {
        refused = true
        onLineFailed(line.id, why)
      }
      if (careful) await new Promise((resolve) => setTimeout(resolve, TRIAL))
      if (process !== peer) return
    }
    onTrial = null
    careful = false
    // the last list may hold a line that it refused
    if (refused) await accepts(peer, good)
  }

  const apply = (peer: Peer<PhoneIpc>): Promise<void> => {
    again = true
    const run = async (): Promise<void> => {
      while (again && process === peer) {
        again = false
        await give(peer)
      }
    }
    const mine = running ?? run().finally(() => running === mine && (running = null))
    running = mine
    return mine
  }

  return {
    async start(peer, memory) {
      process = peer
      running = null
      const begin = (what: PhoneMemory, lines: LineSetup[]): Promise<string | null> => refusalOf(peer.call('phone', 'start', { memory: what, lines }))
      if (!careful && (await begin(memory, usable())) === null) return
      // it runs first, without lines and if need be without memory
      const why = (await begin(memory, [])) === null ? null : await begin(nothing, [])
      if (why !== null) throw new Error(why)
      const applied = apply(peer)
      // calls on the first lines need not wait for the trial of the last
      if (careful) applied.catch(() => process === peer && onSilent())
      else await applied
    },
    apply,
    release(lineId) {
      return leftOut.delete(lineId)
    },
    ended(next) {
      process = null
      careful = next
      if (!onTrial) return false
      leftOut.set(onTrial.id, JSON.stringify(onTrial))
      onTrial = null
      careful = true
      return true
    },
  }
}

const accepts = (peer: Peer<PhoneIpc>, lines: LineSetup[]): Promise<string | null> => refusalOf(peer.call('phone', 'setLines', { lines }))

/** Why the other side refuses, or null when it does not. A silent or closed other side rejects. */
async function refusalOf(asked: Promise<unknown>): Promise<string | null> {
  try {
    await asked
    return null
  } catch (e) {
    if (e instanceof AppError && !e.retryable) return e.message
    throw e
  }
}
