import type { AppState } from '../../../shared/contract/ipc.ts'
import type { CallService } from './call-service.ts'

/** What keys, commands, menus and the incoming window do to a call. */
export type TargetCallActions = Pick<CallService, 'answer' | 'reject' | 'hangUp' | 'setMuted' | 'silence'>

/** The call that keys, commands and menus are about: the one that rings in, else the one in front. */
export function targetCall(state: Pick<AppState, 'calls'>, kind: 'ringing' | 'running'): AppState['calls'][number] | undefined {
  const ringing = state.calls.filter((c) => c.state === 'ringing' && c.direction === 'incoming')
  if (kind === 'ringing') return ringing[0]
  const running = state.calls.filter((c) => c.state !== 'ended' && !ringing.includes(c))
  return running.find((c) => c.focus) ?? running[0]
}

export type CallKeys = Readonly<Record<'answer' | 'reject' | 'end' | 'mute', () => void>>

/** What keys and menu items do to the target call; they do nothing while there is none. `run` handles the promise of an action, which may reject. */
export function createCallKeys(state: () => Pick<AppState, 'calls'>, calls: TargetCallActions, run: (action: Promise<unknown>) => void): CallKeys {
  const withCall = (kind: 'ringing' | 'running', perform: (call: AppState['calls'][number]) => Promise<unknown>): void => {
    const call = targetCall(state(), kind)
    if (call) run(perform(call))
  }
  return {
    answer: () => withCall('ringing', (c) => calls.answer({ callId: c.id, others: 'hold' })),
    reject: () => withCall('ringing', (c) => calls.reject({ callId: c.id })),
    end: () => withCall('running', (c) => calls.hangUp({ callId: c.id, whole: true })),
    mute: () => withCall('running', (c) => calls.setMuted({ callId: c.id, on: !c.muted })),
  }
}
