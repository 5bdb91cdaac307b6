import type { AppState } from '../../../shared/contract/ipc.ts'
import type { CallView } from '../../../shared/domain/call.ts'

/** One step of a call, as other programs get it (docs/command-line.md). Times are ISO 8601. */
export type CallEvent = {
  /** `ring`: somebody calls. `dial`: the user calls. `answer`: the call is up. `end`: it is over, also one that was not answered. */
  readonly event: 'ring' | 'dial' | 'answer' | 'end'
  readonly at: string
  /** The same in all events of a call. */
  readonly call: string
  readonly line: string
  readonly lineName: string
  readonly direction: CallView['direction']
  /** "" where it is withheld. */
  readonly number: string
  readonly name: string | null
  /** `end` alone: seconds from the answer, 0 without one. */
  readonly seconds?: number
  /** `end` alone: why. */
  readonly reason?: NonNullable<CallView['end']>['code']
}

export type CallEvents = {
  /** The state changed: subscribers get what happened to the calls since. */
  readonly changed: (state: Pick<AppState, 'calls' | 'lines'>) => void
  /** @returns the unsubscribe function. A subscriber never throws */
  readonly subscribe: (run: (event: CallEvent) => void) => () => void
}

/** Follows the calls from state to state: each step of each call once, however often its state is seen. */
export function createCallEvents(now: () => number): CallEvents {
  const subscribers = new Set<(event: CallEvent) => void>()
  let before = new Map<string, CallView['state']>()
  return {
    changed({ calls, lines }) {
      const after = new Map(calls.map((call) => [call.id, call.state]))
      for (const call of calls) {
        for (const event of stepsOf(before.get(call.id), call.state, call.direction)) {
          const lineName = lines.lines.find(({ id }) => id === call.lineId)?.label ?? call.lineId
          for (const run of subscribers) run(describe(event, call, lineName, now()))
        }
      }
      before = after
    },
    subscribe(run) {
      subscribers.add(run)
      return () => subscribers.delete(run)
    },
  }
}

/** What happened between two states of a call; several steps where states were left out. */
function stepsOf(before: CallView['state'] | undefined, after: CallView['state'], direction: CallView['direction']): CallEvent['event'][] {
  if (before === after || before === 'ended') return []
  const begun: CallEvent['event'][] = before === undefined ? [direction === 'incoming' ? 'ring' : 'dial'] : []
  if (after === 'connected') return [...begun, 'answer']
  // a call that was refused without ringing is no event
  if (after === 'ended') return before === undefined ? [] : ['end']
  return begun
}

function describe(event: CallEvent['event'], call: CallView, lineName: string, now: number): CallEvent {
  const { id, lineId, direction, remote, contact, connectedAt, endedAt, end } = call
  return {
    event,
    at: new Date(now).toISOString(),
    call: id,
    line: lineId,
    lineName,
    direction,
    number: remote.number,
    name: contact?.name ?? remote.name,
    ...(event === 'end'
      ? { seconds: connectedAt === null ? 0 : Math.round(((endedAt ?? now) - connectedAt) / 1000), ...(end ? { reason: end.code } : {}) }
      : {}),
  }
}
