import { type CallAction, type CallActions, callActions } from '../../../shared/contract/call-actions.ts'

/** Each call action of the contract, forwarded by its name. `send` asks the phone process. */
export function forwardCallActions(send: <N extends CallAction>(name: N, ...args: Parameters<CallActions[N]>) => Promise<unknown>): CallActions {
  const names = Object.keys(callActions) as CallAction[]
  return Object.fromEntries(names.map((name) => [name, (args: never) => send(name, args)])) as unknown as CallActions
}
