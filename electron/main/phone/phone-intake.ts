import { type Allowance, Budget, Keyed, LeftOut } from '../../../shared/domain/budget.ts'
import { traceCost, traces } from '../../../shared/domain/diagnostics.ts'

export type PhoneIntake = {
  /** An event of the phone process, not yet parsed. `deliver` runs at once, later, or not at all. */
  readonly take: (channel: string, payload: unknown, deliver: () => void) => void
  /** The process is gone: nothing of it is delivered any more. */
  readonly close: () => void
}

/** Events that a line's budget of states holds: twenty calls in a second are about two hundred. */
const STATES: Allowance = { perSecond: 100, burst: 300 }
/** Media requests, in order, for all calls together. */
const MEDIA: Allowance = { perSecond: 300, burst: 600 }
/** Each is a write to the disk. */
const MEMORY: Allowance = { perSecond: 5, burst: 20 }
/** States of all lines together, however many lines a faulty process names. */
const ALL_STATES: Allowance = { perSecond: 1000, burst: 2000 }
const LOGS: Allowance = { perSecond: 100, burst: 300 }
/** Most that may wait in one budget; a working process stays far below. */
const MOST_WAITING = 300
/** ms until what waits is tried again. */
const NEXT_LOOK = 50

type Waiting = Map<string, () => void>
type Lane = {
  readonly budget: Budget
  /** By subject and channel, in the order of arrival. */
  readonly waiting: Map<string, Waiting>
}

/**
 * How many messages of the phone process main accepts, and in which order. States (registrations, calls, voicemail, what is to be
 * remembered) and media requests come before traces and logs: a state that comes faster than its line's budget waits and
 * is replaced by the next one of the same subject, so that the latest is always delivered. Traces and logs beyond their
 * budget are left out and counted. However much a process sends, the work here is bounded.
 */
export function createPhoneIntake(onLeftOut: (what: string, count: number) => void, now: () => number = Date.now): PhoneIntake {
  const lanes = new Keyed<Lane>((name) => ({
    budget: new Budget(name === 'media' ? MEDIA : name === 'memory' ? MEMORY : STATES, now),
    waiting: new Map(),
  }))
  const all = new Budget(ALL_STATES, now)
  const traceBudgets = new Keyed(() => new Budget(traces.perLine, now))
  const allTraces = new Budget(traces.all, now)
  const logs = new Budget(LOGS, now)
  const leftOut = new LeftOut(onLeftOut)
  const lineOfCall = new Map<string, string>()
  let timer: NodeJS.Timeout | undefined
  let closed = false
  let messages = 0

  /** The budget an event counts in, and what it is about; null for what has no state. */
  const subjectOf = (channel: string, payload: unknown): { readonly lane: string; readonly subject: string } | null => {
    const lineId = textOf(payload, 'lineId')
    switch (channel) {
      case 'phone.call': {
        const id = textOf(payload, 'id')
        if (lineOfCall.size < 1000) lineOfCall.set(id, lineId)
        return { lane: `line ${lineId}`, subject: `call ${id}` }
      }
      case 'phone.callGone': {
        // behind the call's last state, never before it
        const id = textOf(payload, 'callId')
        const lane = `line ${lineOfCall.get(id) ?? ''}`
        lineOfCall.delete(id)
        return { lane, subject: `call ${id}` }
      }
      case 'phone.mediaToPage':
        return { lane: 'media', subject: `request ${numberOf(payload, 'id')}` }
      case 'phone.memory':
        return { lane: 'memory', subject: 'memory' }
      case 'phone.registration':
      case 'phone.voicemail':
      case 'phone.callsLeftOut':
        return { lane: `line ${lineId}`, subject: channel }
      case 'phone.message':
        // each is one of its own: none replaces another
        return { lane: `line ${lineId}`, subject: `message ${++messages}` }
      case 'phone.messageSent':
        return { lane: `line ${lineId}`, subject: `message ${textOf(payload, 'id')}` }
      default:
        return null
    }
  }

  const takeState = (lane: Lane, subject: string, channel: string, deliver: () => void): void => {
    const { budget, waiting } = lane
    if (!waiting.size && budget.has() && all.has()) {
      budget.take()
      all.take()
      return deliver()
    }
    const known = waiting.get(subject)
    if (!known && waiting.size >= MOST_WAITING) return leftOut.add('states')
    const parts = known ?? new Map()
    parts.delete(channel)
    parts.set(channel, deliver)
    waiting.set(subject, parts)
    timer ??= setTimeout(deliverWaiting, NEXT_LOOK)
  }

  /** One subject of each line in turn, until the budgets are spent. */
  const deliverWaiting = (): void => {
    timer = undefined
    for (let more = true; more && !closed; ) {
      more = false
      for (const { budget, waiting } of lanes.values()) {
        const [first] = waiting
        if (!first || !budget.has() || !all.has()) continue
        budget.take()
        all.take()
        waiting.delete(first[0])
        for (const deliver of first[1].values()) if (!closed) deliver()
        more = true
      }
    }
    if (!closed && [...lanes.values()].some(({ waiting }) => waiting.size)) timer ??= setTimeout(deliverWaiting, NEXT_LOOK)
  }

  return {
    take(channel, payload, deliver) {
      if (closed) return
      const found = subjectOf(channel, payload)
      if (found) return takeState(lanes.get(found.lane), found.subject, channel, deliver)
      if (channel === 'phone.sip') {
        const lineId = textOf(payload, 'lineId')
        const cost = traceCost(textOf(payload, 'text', Number.POSITIVE_INFINITY))
        if (!traceBudgets.get(lineId).take(cost) || !allTraces.take(cost)) return leftOut.add(`SIP messages of ${lineId}`)
      } else if (!logs.take()) return leftOut.add('log entries')
      deliver()
    },
    close() {
      closed = true
      clearTimeout(timer)
      leftOut.close()
    },
  }
}

const fieldOf = (payload: unknown, name: string): unknown =>
  typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>)[name] : undefined
const textOf = (payload: unknown, name: string, most = 64): string => {
  const value = fieldOf(payload, name)
  return typeof value === 'string' ? value.slice(0, most) : ''
}
const numberOf = (payload: unknown, name: string): number => Number(fieldOf(payload, name)) || 0
