import type { Locator } from '@playwright/test'
import type { ExchangeCall } from '../sandbox/exchange-call.ts'
import { leaveCalls, phoneScreen } from './phone-screen.ts'
import type { Scope } from './scope.ts'
import { type SetUp, type SignedInOptions, sharedScope, startSignedIn } from './set-up.ts'
import { test } from './test.ts'

/** Gets what was started, before the first test; whatever else the tests need begins here. */
type OnStarted = (started: SetUp, scope: Scope) => void | Promise<void>

export type Phone = {
  readonly button: (name: string) => Locator
  /** Waits until the call shown is in this state, by its text. */
  readonly state: (text: string, timeout?: number) => Promise<void>
  /** The call that the sandbox's exchange took last. */
  readonly lastCall: () => ExchangeCall
}

/**
 * One app for all tests of the file that calls it.
 *
 * @param start `startApp`, `startSignedIn`, or what calls one of them in the scope of the file
 */
export function withApp(start: (scope: Scope) => Promise<SetUp>, onStarted: OnStarted): void {
  const scope = sharedScope()
  test.beforeAll(async () => onStarted(await start(scope), scope))
}

/**
 * One app for all tests of the file that calls it, signed in, its lines registered; each test begins at the number field, without a call.
 *
 * @param options as `startSignedIn` takes them, or what starts servers in the scope of the file first
 */
export function withPhone(options: SignedInOptions | ((scope: Scope) => Promise<SignedInOptions>), onStarted: OnStarted): Phone {
  let set: SetUp
  withApp(
    async (scope) => startSignedIn(scope, typeof options === 'function' ? await options(scope) : options),
    (started, scope) => {
      set = started
      return onStarted(started, scope)
    },
  )
  test.beforeEach(() => leaveCalls(set.page))
  return {
    ...phoneScreen(() => set.page),
    lastCall: () => [...set.sandbox.exchange.calls.values()].at(-1) as ExchangeCall,
  }
}
