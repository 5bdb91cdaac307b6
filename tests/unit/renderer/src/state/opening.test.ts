import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { accountOpened, SOON, takeLate } from '../../../../../renderer/src/state/opening.ts'
import { projection } from '../../../../../renderer/src/state/projection.ts'
import type { AppState } from '../../../../../shared/contract/ipc.ts'
import { stateOf } from '../../../../support/state.ts'

const base = stateOf()
const inState = (session: AppState['account']['session']): void => projection.setState({ state: { ...base, account: { ...base.account, session } } })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  projection.setState({ state: null })
})

it('goes on at once where no account is being opened', async () => {
  inState({ state: 'signed-out', reason: null })
  await accountOpened()
  expect(vi.getTimerCount()).toBe(0)
  expect(takeLate()).toBe(false)
})

it('waits until the account is open, or cannot be opened', async () => {
  inState({ state: 'opening' })
  let on = false
  const waiting = accountOpened().then(() => (on = true))
  projection.setState({ state: { ...base, account: { ...base.account, keychain: 'locked', session: { state: 'opening' } } } })
  await vi.advanceTimersByTimeAsync(SOON - 1)
  expect(on).toBe(false)
  inState({ state: 'signed-out', reason: { code: 'keychain-locked', message: '', retryable: true } })
  await waiting
  expect(vi.getTimerCount()).toBe(0)
  expect(takeLate()).toBe(false)
})

it('waits once: a keychain that asks its user takes longer, and the sign-in form follows at once', async () => {
  inState({ state: 'opening' })
  const waiting = accountOpened()
  await vi.advanceTimersByTimeAsync(SOON)
  await waiting
  expect(takeLate()).toBe(true)
  // an account that is chosen later is waited for again
  expect(takeLate()).toBe(false)
})
