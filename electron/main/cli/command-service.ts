import type { AppState } from '../../../shared/contract/ipc.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import { type TargetCallActions, targetCall } from '../calls/target-call.ts'
import { type DesktopStrings, fill } from '../strings.ts'
import { trayStateOf } from '../tray/tray-state.ts'
import type { Reply } from './command-socket.ts'
import type { Command } from './launch-options.ts'
import { exitCodes } from './launch-options.ts'

export type CommandServiceOptions = {
  readonly state: () => AppState
  readonly calls: TargetCallActions
  readonly strings: () => DesktopStrings
  readonly app: () => string
  readonly allowed: () => boolean
  /** Whether other programs may follow the calls. */
  readonly eventsAllowed: () => boolean
  /** Asks in the window whether to call; false: nothing that can be called. */
  readonly askToCall: (number: string) => Promise<boolean>
  readonly setDoNotDisturb: (on: boolean) => void
}

/** Runs a command of the command line against the running app. */
export function createCommandService(options: CommandServiceOptions): (command: Command) => Promise<Reply> {
  const { state, calls, strings, app, allowed, askToCall, setDoNotDisturb } = options
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
          const call = targetCall(state(), 'ringing')
          if (!call) return refused(t.noCall)
          await calls.answer({ callId: call.id, others: 'hold' })
          return done
        }
        case 'hangup': {
          const call = targetCall(state(), 'running') ?? targetCall(state(), 'ringing')
          if (!call) return refused(t.noCall)
          await (call.state === 'ringing' && call.direction === 'incoming'
            ? calls.reject({ callId: call.id })
            : calls.hangUp({ callId: call.id, whole: true }))
          return done
        }
        case 'mute': {
          const call = targetCall(state(), 'running')
          if (!call) return refused(t.noCall)
          await calls.setMuted({ callId: call.id, on: command.on ?? !call.muted })
          return done
        }
        case 'dnd':
          setDoNotDisturb(command.on)
          return done
        case 'status': {
          const status = statusOf(state())
          return { exit: exitCodes.done, out: `${command.json ? JSON.stringify(status) : statusText(status)}\n` }
        }
        case 'events':
          // what follows is sent by the socket
          return options.eventsAllowed() ? { exit: exitCodes.done, out: '' } : refused(t.off)
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
