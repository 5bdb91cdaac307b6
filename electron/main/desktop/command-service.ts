import { AppError } from '../../../shared/contract.ts'
import type { AppState } from '../../../shared/ipc.ts'
import type { Reply } from './command-socket.ts'
import type { Command } from './commands.ts'
import { exitCodes } from './commands.ts'
import { type DesktopStrings, fill } from './strings.ts'
import { trayStateOf } from './tray-state.ts'

export type CallActs = {
  readonly answer: (callId: string, others: 'hold' | 'end') => Promise<void>
  readonly reject: (callId: string) => Promise<void>
  readonly hangUp: (callId: string, whole?: boolean) => Promise<void>
  readonly setMuted: (callId: string, on: boolean) => Promise<void>
  readonly silence: (callId: string) => void
}

export type CommandParts = {
  readonly state: () => AppState
  readonly calls: CallActs
  readonly strings: () => DesktopStrings
  readonly app: () => string
  readonly allowed: () => boolean
  /** Asks in the window whether to call; false: that is nothing that can be called. */
  readonly askToCall: (number: string) => Promise<boolean>
  readonly setDoNotDisturb: (on: boolean) => void
}

/** The call that keys, commands and menus mean: the one that rings in, else the one in front. */
export function meantCall(state: Pick<AppState, 'calls'>, kind: 'ringing' | 'running'): AppState['calls'][number] | undefined {
  const ringing = state.calls.filter((c) => c.state === 'ringing' && c.direction === 'incoming')
  if (kind === 'ringing') return ringing[0]
  const running = state.calls.filter((c) => c.state !== 'ended' && !ringing.includes(c))
  return running.find((c) => c.focus) ?? running[0]
}

/** Runs a command of the command line against the running app. */
export function createCommandService(parts: CommandParts): (command: Command) => Promise<Reply> {
  const { state, calls, strings, app, allowed, askToCall, setDoNotDisturb } = parts
  return async (command) => {
    const t = strings().cli
    const done: Reply = { exit: exitCodes.done, out: `${t.done}\n` }
    const refused = (text: string): Reply => ({ exit: exitCodes.failed, out: `${fill(text, { app: app() })}\n` })
    if (!allowed()) return refused(t.off)
    try {
      switch (command.name) {
        case 'call':
          return (await askToCall(command.number))
            ? { exit: exitCodes.done, out: `${fill(t.confirm, { number: command.number })}\n` }
            : refused(fill(t.bad, { text: command.number }))
        case 'answer': {
          const call = meantCall(state(), 'ringing')
          if (!call) return refused(t.noCall)
          await calls.answer(call.id, 'hold')
          return done
        }
        case 'hangup': {
          const call = meantCall(state(), 'running') ?? meantCall(state(), 'ringing')
          if (!call) return refused(t.noCall)
          await (call.state === 'ringing' && call.direction === 'incoming' ? calls.reject(call.id) : calls.hangUp(call.id, true))
          return done
        }
        case 'mute': {
          const call = meantCall(state(), 'running')
          if (!call) return refused(t.noCall)
          await calls.setMuted(call.id, command.on ?? !call.muted)
          return done
        }
        case 'dnd':
          setDoNotDisturb(command.on)
          return done
        case 'status': {
          const status = statusOf(state())
          return { exit: exitCodes.done, out: `${command.json ? JSON.stringify(status) : statusText(status)}\n` }
        }
        default:
          return command satisfies never
      }
    } catch (e) {
      return refused(fill(t.failed, { text: e instanceof AppError ? e.code : 'internal' }))
    }
  }
}

export type Status = ReturnType<typeof statusOf>

/** What `status --json` prints: times are ISO 8601, money is a decimal number with its currency. */
export function statusOf(state: AppState) {
  const { amount, asOf } = state.account.balance
  return {
    running: true as const,
    version: state.environment.appVersion,
    state: trayStateOf(state),
    signedIn: state.account.session.state === 'signed-in',
    balance:
      amount === null
        ? null
        : { amount: amount.units / 10_000, currency: amount.currency, asOf: asOf === null ? null : new Date(asOf).toISOString() },
    doNotDisturb: state.settings.calls.doNotDisturb !== null,
    missedCalls: state.recentCalls.unseenMissed,
    lines: state.lines.lines.map((l) => ({
      id: l.id,
      name: l.label,
      state: l.enabled ? l.registration.state : 'off',
      default: l.id === state.lines.defaultLineId,
    })),
    calls: state.calls
      .filter((c) => c.state !== 'ended')
      .map((c) => ({
        line: c.lineId,
        direction: c.direction,
        state: c.hold.local ? 'held' : c.state,
        number: c.remote.number,
        name: c.contact?.name ?? c.remote.name,
        muted: c.muted,
        since: new Date(c.connectedAt ?? c.startedAt).toISOString(),
      })),
  }
}

const statusText = ({ state, balance, missedCalls, lines, calls }: Status): string =>
  [
    state,
    ...(balance ? [`balance ${balance.amount} ${balance.currency}`] : []),
    ...(missedCalls ? [`missed ${missedCalls}`] : []),
    ...lines.map((l) => `line ${l.name}: ${l.state}`),
    ...calls.map((c) => `call ${c.direction} ${c.number}: ${c.state}`),
  ].join('\n')
