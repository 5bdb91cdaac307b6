import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bindIpc } from '../../../../../electron/main/ipc/bind.ts'
import { Projection } from '../../../../../electron/main/ipc/projection.ts'
import type { IpcHandlers } from '../../../../../shared/contract/ipc.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import { listeners } from '../../../../support/fakes/ipc-main.ts'
import { stateOf } from '../../../../support/state.ts'

vi.mock('electron', () => import('../../../../support/fakes/ipc-main.ts'))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

// the page may act on a reply at once: a key pressed after a setting was changed means what the setting says now
for (const outcome of ['granted', 'refused'] as const)
  it(`what a call changed reaches the page before its reply, ${outcome}, also right after another change`, async () => {
    const page: string[] = []
    const projection = new Projection(stateOf(), ({ change }) => page.push(change.slice))
    const signOut = async (): Promise<undefined> => {
      projection.set('account', projection.state.account)
      if (outcome === 'refused') throw new AppError('not-signed-in', 'no account is open')
      return undefined
    }
    bindIpc(
      { account: { signOut } } as unknown as IpcHandlers,
      () => true,
      () => projection.flush(),
      { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
    )
    projection.set('calls', [])
    await Promise.resolve()
    await listeners
      .get('account.signOut')?.({} as never, undefined)
      .then(() => page.push('reply'))
    expect(page).toEqual(['calls', 'account', 'reply'])
    await vi.advanceTimersByTimeAsync(1000)
    expect(page).toEqual(['calls', 'account', 'reply'])
  })

describe('what the page gets', () => {
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  beforeEach(() => log.error.mockReset())
  /** Binds the handlers of one domain and calls one of them. */
  const ask = (channel: string, args: unknown, handler: (args: unknown) => unknown, trusted = true): Promise<unknown> | undefined => {
    const [domain = '', name = ''] = channel.split('.')
    const handlers = { [domain]: { [name]: handler } } as unknown as IpcHandlers
    bindIpc(
      handlers,
      () => trusted,
      () => {},
      log,
    )
    return listeners.get(channel)?.({} as never, args)
  }

  it('another page is refused, and no handler runs', async () => {
    const signOut = vi.fn()
    expect(await ask('account.signOut', undefined, signOut, false)).toMatchObject({ ok: false, error: { code: 'not-allowed' } })
    expect(signOut).not.toHaveBeenCalled()
  })

  it('wrong arguments are refused, and no handler runs', async () => {
    const hangUp = vi.fn()
    expect(await ask('calls.hangUp', { callId: 5 }, hangUp)).toMatchObject({ ok: false, error: { code: 'invalid-argument' } })
    expect(hangUp).not.toHaveBeenCalled()
  })

  it('an unexpected error is logged, and its text does not reach the page', async () => {
    const outcome = await ask('account.signOut', undefined, () => {
      throw new Error('/home/user/private')
    })
    expect(outcome).toEqual({ ok: false, error: { code: 'internal', message: 'account.signOut failed', retryable: true } })
    expect(log.error.mock.calls.join()).toContain('/home/user/private')
  })

  it('the error of a call with a secret reaches not even the log', async () => {
    const args = { providerAddress: 'https://p.example', userName: 'alice', password: 'made up', stay: false }
    await ask('account.signIn', args, (given) => {
      throw new Error(`refused ${JSON.stringify(given)}`)
    })
    expect(log.error.mock.calls).toEqual([['account.signIn: Error']])
  })
})
