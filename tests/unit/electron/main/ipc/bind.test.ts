import type { IpcMainInvokeEvent } from 'electron'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { bindIpc } from '../../../../../electron/main/ipc/bind.ts'
import { Projection } from '../../../../../electron/main/ipc/projection.ts'
import type { IpcHandlers } from '../../../../../shared/contract/ipc.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import { stateOf } from '../../../../support/state.ts'

type Listener = (event: IpcMainInvokeEvent, args: unknown) => Promise<unknown>
const ipc = vi.hoisted(() => ({ listeners: new Map<string, unknown>() }))
vi.mock('electron', () => ({ ipcMain: { handle: (channel: string, listener: unknown) => ipc.listeners.set(channel, listener) } }))

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
    await (ipc.listeners.get('account.signOut') as Listener)({} as IpcMainInvokeEvent, undefined).then(() => page.push('reply'))
    expect(page).toEqual(['calls', 'account', 'reply'])
    await vi.advanceTimersByTimeAsync(1000)
    expect(page).toEqual(['calls', 'account', 'reply'])
  })
